using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace Daybreak.HostAgent.Run.Settings;

/// <summary>Reads a database's settings from SSM Parameter Store.</summary>
internal sealed class DatabaseSettingsReader(IAmazonSimpleSystemsManagement ssm, string? defaultRootCertificate)
{
    /// <summary>The name of the parameter.</summary>
    public static string ParameterName(string stage, string database) => $"/daybreak/{stage}/{database}";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="RunFailedException">The database is not, or wrongly, configured, or the parameter cannot be read.</exception>
    public async Task<DatabaseSettings> ReadAsync(string stage, string database, CancellationToken cancellationToken)
    {
        var name = ParameterName(stage, database);
        var problems = new List<string>();
        var json = await GetAsync(name, stage, database, cancellationToken);
        return DatabaseSettingsParser.Parse(json, defaultRootCertificate, problems) ?? throw RunFailedException.Configuration(
            $"The SSM parameter '{name}' with the settings of database '{database}' is wrong. Correct it (docs/contracts.md):"
            + string.Concat(problems.Select(p => $"\n- {p}")));
    }

    private async Task<string> GetAsync(string name, string stage, string database, CancellationToken cancellationToken)
    {
        try
        {
            var response = await ssm.GetParameterAsync(new GetParameterRequest { Name = name, WithDecryption = true }, cancellationToken);
            return response.Parameter.Value;
        }
        catch (ParameterNotFoundException e)
        {
            throw RunFailedException.Configuration(
                $"The database '{database}' is not configured in stage '{stage}': there is no SSM parameter '{name}'. "
                + "Check --database and --stage, or add the name to 'databases' in the CDK context and deploy.",
                e);
        }
        catch (Exception e) when (AwsFailure.Is(e))
        {
            throw RunFailedException.Configuration(
                $"The SSM parameter '{name}' could not be read: {e.Message.TrimEnd('.')}. "
                + "Check that this host may call ssm:GetParameter on it, and reaches the service.",
                e);
        }
    }
}
