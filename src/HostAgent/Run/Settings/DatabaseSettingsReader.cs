using System.Text.RegularExpressions;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Daybreak.HostAgent.Run.Fleet;

namespace Daybreak.HostAgent.Run.Settings;

/// <summary>Reads the settings of databases and fleets from SSM Parameter Store.</summary>
internal sealed partial class DatabaseSettingsReader(IAmazonSimpleSystemsManagement ssm, string? defaultRootCertificate)
{
    // The service's limit.
    private const int PageSize = 10;

    /// <summary>The name of the parameter.</summary>
    public static string ParameterName(string stage, string database) => $"{ParameterPath(stage)}/{database}";

    /// <summary>Below it are the parameters of a stage.</summary>
    public static string ParameterPath(string stage) => $"/daybreak/{stage}";

    /// <summary>Reads the settings of one; a wrong or missing parameter is the member's problem.</summary>
    /// <exception cref="RunFailedException">The parameter cannot be read.</exception>
    public async Task<RunMember> ReadAsync(string stage, string name, CancellationToken cancellationToken)
    {
        var member = new RunMember(name, ParameterName(stage, name));
        try
        {
            var request = new GetParameterRequest { Name = member.Parameter, WithDecryption = true };
            return Parse(member, (await ssm.GetParameterAsync(request, cancellationToken)).Parameter.Value);
        }
        catch (ParameterNotFoundException e)
        {
            return member with
            {
                Problem = RunFailedException.Configuration(
                    $"The database '{name}' is not configured in stage '{stage}': there is no SSM parameter '{member.Parameter}'. "
                    + "Check --database and --stage, or add the name to 'databases' in the CDK context and deploy.",
                    e),
            };
        }
        catch (Exception e) when (AwsFailure.Is(e))
        {
            throw Unreadable($"The SSM parameter '{member.Parameter}'", "ssm:GetParameter", e);
        }
    }

    /// <summary>Reads the settings of all whose names are meant, in the order of the names.</summary>
    /// <exception cref="RunFailedException">The parameters cannot be read.</exception>
    public async Task<IReadOnlyList<RunMember>> ReadAllAsync(string stage, Func<string, bool> isMeant, CancellationToken cancellationToken)
    {
        var path = ParameterPath(stage);
        var members = new List<RunMember>();
        var request = new GetParametersByPathRequest { Path = path, WithDecryption = true, MaxResults = PageSize };
        try
        {
            do
            {
                var page = await ssm.GetParametersByPathAsync(request, cancellationToken);
                members.AddRange(
                    from parameter in page.Parameters ?? []
                    let name = parameter.Name[(path.Length + 1)..]
                    where Name().IsMatch(name) && isMeant(name)
                    select Parse(new RunMember(name, parameter.Name), parameter.Value));
                request.NextToken = page.NextToken;
            }
            while (request.NextToken is { Length: > 0 });
        }
        catch (Exception e) when (AwsFailure.Is(e))
        {
            throw Unreadable($"The SSM parameters below '{path}'", "ssm:GetParametersByPath", e);
        }

        return [.. members.OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    private RunMember Parse(RunMember member, string json)
    {
        var problems = new List<string>();
        return DatabaseSettingsParser.Parse(json, defaultRootCertificate, problems) is { } settings
            ? member with { Settings = settings }
            : member with
            {
                Problem = RunFailedException.Configuration(
                    $"The SSM parameter '{member.Parameter}' with the settings of database '{member.Name}' is wrong. "
                    + "Correct it (docs/contracts.md):" + string.Concat(problems.Select(p => $"\n- {p}"))),
            };
    }

    private static RunFailedException Unreadable(string what, string permission, Exception e) => RunFailedException.Configuration(
        $"{what} could not be read: {e.Message.TrimEnd('.')}. Check that this host may call {permission} on it, and reaches the service.", e);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]{0,62}\z")]
    private static partial Regex Name();
}
