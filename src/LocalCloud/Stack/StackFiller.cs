using Daybreak.LocalCloud.Postgres;
using Daybreak.LocalCloud.Queues;
using Daybreak.LocalCloud.SecretsManager;
using Daybreak.LocalCloud.Ssm;

namespace Daybreak.LocalCloud.Stack;

/// <summary>Puts the stack's parameters, documents, secrets and queues into the services.</summary>
internal static class StackFiller
{
    public static void Fill(
        StackDescription stack,
        PostgresServer server,
        QueueService queues,
        SecretsManagerService secrets,
        ParameterStore parameters,
        DocumentStore documents,
        TimeProvider time)
    {
        foreach (var queue in stack.Queues)
        {
            queues.Create(queue);
        }

        foreach (var secret in stack.Secrets)
        {
            secrets.Create(secret.Arn, secret.Name, secret.Value, secret.Description);
        }

        foreach (var parameter in stack.Parameters)
        {
            var value = DatabaseSettings.Read(parameter)?.For(server).Content.ToJsonString() ?? parameter.Value;
            parameters.Put(parameter.Name, parameter.Type, value);
        }

        foreach (var document in stack.Documents)
        {
            documents.Add(Document.Read(document.Name, document.Content, time.GetUtcNow()));
        }
    }
}
