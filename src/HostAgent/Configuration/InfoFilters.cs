using System.Globalization;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Configuration;

/// <summary>Reads the values of info's filters.</summary>
internal static class InfoFilters
{
    private const string DateFormat = "dd/MM/yyyy HH:mm";

    // Flyway takes its own constants (ABOVE_TARGET); the names that info prints are accepted as well.
    private static readonly (string Constant, MigrationState State)[] States =
    [
        ("PENDING", MigrationState.Pending),
        ("ABOVE_TARGET", MigrationState.AboveTarget),
        ("BELOW_BASELINE", MigrationState.BelowBaseline),
        ("BASELINE_IGNORED", MigrationState.BaselineIgnored),
        ("BASELINE", MigrationState.Baseline),
        ("IGNORED", MigrationState.Ignored),
        ("AVAILABLE", MigrationState.Available),
        ("MISSING_SUCCESS", MigrationState.MissingSuccess),
        ("MISSING_FAILED", MigrationState.MissingFailed),
        ("SUCCESS", MigrationState.Success),
        ("UNDONE", MigrationState.Undone),
        ("FAILED", MigrationState.Failed),
        ("OUT_OF_ORDER", MigrationState.OutOfOrder),
        ("FUTURE_SUCCESS", MigrationState.FutureSuccess),
        ("FUTURE_FAILED", MigrationState.FutureFailed),
        ("OUTDATED", MigrationState.Outdated),
        ("SUPERSEDED", MigrationState.Superseded),
        ("DELETED", MigrationState.Deleted),
    ];

    /// <summary>Display names of states.</summary>
    /// <exception cref="MigrationException">One of them is not a state.</exception>
    public static IReadOnlyList<string> StateNames(SettingValue value)
    {
        var names = new List<string>();
        foreach (var text in value.List)
        {
            var index = Array.FindIndex(States, s =>
                s.Constant.Equals(text, StringComparison.OrdinalIgnoreCase)
                || s.State.DisplayName().Equals(text, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                throw new MigrationException(
                    ErrorCode.Error,
                    $"Invalid state '{text}' for infoOfState ({value.Source}): write {string.Join(", ", States.Select(s => s.Constant))}.");
            }

            names.Add(States[index].State.DisplayName());
        }

        return names;
    }

    /// <summary>A date and time as Flyway writes them on the command line.</summary>
    /// <exception cref="MigrationException">The text is none.</exception>
    public static DateTime Date(string key, SettingValue value) =>
        DateTime.TryParseExact(value.Text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw SettingKinds.Invalid(key, value, "day/month/year hour:minute, for example 13/10/2020 16:30");

    /// <summary>A version.</summary>
    /// <exception cref="MigrationException">The text is none.</exception>
    public static string? Version(SettingValue value) => value.Text.Length == 0 ? null : MigrationVersion.Parse(value.Text).DisplayText;
}
