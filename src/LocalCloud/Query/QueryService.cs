using System.Globalization;
using System.Xml.Linq;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Stack;
using Daybreak.LocalCloud.Template;
using Microsoft.AspNetCore.Http;

namespace Daybreak.LocalCloud.Query;

/// <summary>
/// The services of AWS's query protocol (form in, XML out): STS GetCallerIdentity, CloudFormation's descriptions of the stack.
/// </summary>
internal sealed class QueryService(StackDescription stack, DateTimeOffset started)
{
    private static readonly XNamespace _sts = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static readonly XNamespace _cloudFormation = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

    public async Task HandleAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var action = form["Action"].ToString();
        XElement answer;
        try
        {
            Authorization.Require(context.Request);
            answer = Answer(action, form);
        }
        catch (ServiceException refusal)
        {
            context.Response.StatusCode = refusal.StatusCode;
            answer = new XElement("ErrorResponse",
                new XElement("Error",
                    new XElement("Type", "Sender"), new XElement("Code", refusal.Code), new XElement("Message", refusal.Message)));
        }

        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(answer.ToString(), context.RequestAborted);
    }

    private XElement Answer(string action, IFormCollection form) => action switch
    {
        "GetCallerIdentity" => Wrap(_sts, action, CallerIdentity()),
        "DescribeStacks" => Wrap(_cloudFormation, action, Stacks(form["StackName"].ToString())),
        "DescribeStackResources" => Wrap(_cloudFormation, action, Resources(form["StackName"].ToString())),
        _ => throw new ServiceException("InvalidAction", $"The action {action} is not valid for this endpoint.", 400),
    };

    private static XElement Wrap(XNamespace ns, string action, params object[] content) => new(ns + $"{action}Response",
        new XElement(ns + $"{action}Result", content),
        new XElement(ns + "ResponseMetadata", new XElement(ns + "RequestId", Guid.NewGuid())));

    private static object[] CallerIdentity() =>
    [
        new XElement(_sts + "Arn", $"arn:aws:iam::{Surroundings.AccountId}:root"),
        new XElement(_sts + "UserId", Surroundings.AccountId),
        new XElement(_sts + "Account", Surroundings.AccountId),
    ];

    private XElement Stacks(string name)
    {
        RequireStack(name);
        var ns = _cloudFormation;
        return new XElement(ns + "Stacks", new XElement(ns + "member",
            new XElement(ns + "StackName", stack.Surroundings.StackName),
            new XElement(ns + "StackId", stack.Surroundings.StackId),
            new XElement(ns + "StackStatus", "CREATE_COMPLETE"),
            new XElement(ns + "CreationTime", started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            new XElement(ns + "Outputs", stack.Outputs.Select(output => new XElement(ns + "member",
                new XElement(ns + "OutputKey", output.Key),
                new XElement(ns + "OutputValue", output.Value),
                output.Description is null ? null : new XElement(ns + "Description", output.Description))))));
    }

    private XElement Resources(string name)
    {
        RequireStack(name);
        var ns = _cloudFormation;
        return new XElement(ns + "StackResources", stack.Resources.Select(resource => new XElement(ns + "member",
            new XElement(ns + "StackName", stack.Surroundings.StackName),
            new XElement(ns + "StackId", stack.Surroundings.StackId),
            new XElement(ns + "LogicalResourceId", resource.LogicalId),
            new XElement(ns + "PhysicalResourceId", resource.PhysicalId),
            new XElement(ns + "ResourceType", resource.Type),
            new XElement(ns + "Timestamp", started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            new XElement(ns + "ResourceStatus", "CREATE_COMPLETE"))));
    }

    private void RequireStack(string name)
    {
        if (name.Length > 0 && name != stack.Surroundings.StackName && name != stack.Surroundings.StackId)
        {
            throw new ServiceException("ValidationError", $"Stack with id {name} does not exist");
        }
    }
}
