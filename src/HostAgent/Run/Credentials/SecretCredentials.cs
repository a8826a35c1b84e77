using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;

namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>
/// The username and password of a Secrets Manager secret. While the secret is rotated the server may already, or still, know another
/// password than AWSCURRENT: it is read again, and then AWSPENDING is tried. What was read last is tried first by whoever connects next.
/// </summary>
internal sealed class SecretCredentials(IAmazonSecretsManager secrets, string secretArn) : ICredentialsSource
{
    private const string Current = "AWSCURRENT";
    private const string Pending = "AWSPENDING";

    private readonly Lock _lock = new();
    private Task<DatabaseCredentials>? _known;

    /// <inheritdoc/>
    public string Remedy => $"Compare the role's password with the secret '{secretArn}', or rotate the secret.";

    /// <summary>What AWSCURRENT says, as far as it is known.</summary>
    /// <exception cref="RunFailedException">The secret cannot be read.</exception>
    public Task<DatabaseCredentials> CurrentAsync(CancellationToken cancellationToken) =>
        KnownAsync(cancellationToken).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<DatabaseCredentials> CandidatesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await CurrentAsync(cancellationToken);
        yield return await ReadAgainAsync(cancellationToken);
        if (await TryReadAsync(Pending, cancellationToken) is { } pending)
        {
            yield return pending;
        }
    }

    // Those who connect at the same time wait for one answer; a failed read is nobody's answer but of those who waited for it.
    private Task<DatabaseCredentials> KnownAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _known is null or { IsCompleted: true, IsCompletedSuccessfully: false }
                ? _known = ReadAsync(Current, cancellationToken)
                : _known;
        }
    }

    private async Task<DatabaseCredentials> ReadAgainAsync(CancellationToken cancellationToken)
    {
        var read = await ReadAsync(Current, cancellationToken);
        lock (_lock)
        {
            _known = Task.FromResult(read);
        }

        return read;
    }

    private async Task<DatabaseCredentials> ReadAsync(string stage, CancellationToken cancellationToken) =>
        await TryReadAsync(stage, cancellationToken) ?? throw RunFailedException.Configuration(
            $"The secret '{secretArn}' does not exist, or has no version {stage}. Correct 'secretArn' in the database's settings.");

    private async Task<DatabaseCredentials?> TryReadAsync(string stage, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetSecretValueRequest { SecretId = secretArn, VersionStage = stage };
            return Parse((await secrets.GetSecretValueAsync(request, cancellationToken)).SecretString);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (AwsFailure.Is(e))
        {
            throw RunFailedException.Configuration(
                $"The secret '{secretArn}' could not be read: {e.Message.TrimEnd('.')}. "
                + "Check that this host may call secretsmanager:GetSecretValue on it (and kms:Decrypt with its key), and reaches the service.",
                e);
        }
    }

    private DatabaseCredentials Parse(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? string.Empty);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && Text(document.RootElement, "username") is { } user
                && Text(document.RootElement, "password") is { } password)
            {
                return new DatabaseCredentials(user, password);
            }
        }
        catch (JsonException)
        {
            // Its message may quote the text, which is a secret.
        }

        throw RunFailedException.Configuration(
            $"The secret '{secretArn}' is not a JSON object with the texts 'username' and 'password'.");
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
