using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Ssm;

/// <summary>SSM's documents, in memory; each has the one version <c>1</c>.</summary>
internal sealed class DocumentStore
{
    private readonly ConcurrentDictionary<string, Document> _documents = new(StringComparer.Ordinal);

    public IReadOnlyList<Document> All => [.. _documents.Values.OrderBy(d => d.Name, StringComparer.Ordinal)];

    public void Add(Document document) => _documents[document.Name] = document;

    /// <summary>The document that a request names, by name or ARN, in a version that it has.</summary>
    /// <exception cref="ServiceException">InvalidDocument or InvalidDocumentVersion.</exception>
    public Document Find(string nameOrArn, string? version)
    {
        var document = _documents.GetValueOrDefault(nameOrArn[(nameOrArn.LastIndexOf('/') + 1)..])
            ?? throw new ServiceException("InvalidDocument", $"Document with name {nameOrArn} does not exist.");
        return version is null or "" or "$DEFAULT" or "$LATEST" or "1"
            ? document
            : throw new ServiceException("InvalidDocumentVersion", $"Document version {version} of {document.Name} does not exist.");
    }

    public JsonObject GetDocument(JsonObject request)
    {
        var document = Find(request.Required("Name"), request.Optional("DocumentVersion"));
        return With(Identify(document), "Content", document.Content);
    }

    public JsonObject DescribeDocument(JsonObject request)
    {
        var document = Find(request.Required("Name"), request.Optional("DocumentVersion"));
        var description = Identify(document);
        description["Description"] = document.Description;
        description["Hash"] = document.Hash;
        description["HashType"] = "Sha256";
        description["DefaultVersion"] = description["LatestVersion"] = "1";
        description["Parameters"] = new JsonArray([.. document.Parameters.Select(Describe)]);
        return new JsonObject { ["Document"] = description };
    }

    public JsonObject ListDocuments(JsonObject request)
    {
        var page = Page.Of(All, request.Optional("NextToken"), request.Number("MaxResults") ?? 50);
        var answer = new JsonObject { ["DocumentIdentifiers"] = new JsonArray([.. page.Items.Select(Identify)]) };
        return page.NextToken is null ? answer : With(answer, "NextToken", page.NextToken);
    }

    private static JsonObject Identify(Document document) => new()
    {
        ["Name"] = document.Name,
        ["CreatedDate"] = Wire.Seconds(document.Created),
        ["Owner"] = Surroundings.AccountId,
        ["DocumentVersion"] = "1",
        ["DocumentType"] = "Command",
        ["SchemaVersion"] = "2.2",
        ["DocumentFormat"] = "JSON",
        ["Status"] = "Active",
        ["PlatformTypes"] = new JsonArray("Linux", "MacOS"),
    };

    private static JsonObject Describe(DocumentParameter parameter)
    {
        var description = new JsonObject { ["Name"] = parameter.Name, ["Type"] = parameter.Type };
        return parameter.Default is null ? description : With(description, "DefaultValue", string.Join(',', parameter.Default));
    }

    private static JsonObject With(JsonObject target, string name, string value)
    {
        target[name] = value;
        return target;
    }
}
