using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Gives errors of the script reader their file name.</summary>
internal static class ScriptErrors
{
    /// <summary>
    /// The error, with file and position. What the server never saw (a placeholder without a value) is not an error of a statement: Flyway
    /// reports it as a plain ERROR without a place.
    /// </summary>
    public static MigrationException Of(SqlScriptException error, string path, ErrorCode code)
    {
        var place = new ScriptPlace(path, error.Position.Line, error.Position.Line, error.Position.Column, null);
        var isPlaceholder = error.Code is SqlScriptErrorCode.PlaceholderWithoutValue or SqlScriptErrorCode.UnterminatedPlaceholder;
        return new MigrationException(isPlaceholder ? ErrorCode.Error : code, $"{error.Message}\nLocation   : {place}", error)
        {
            Place = isPlaceholder ? null : place,
            SqlState = error.SqlState,
        };
    }
}
