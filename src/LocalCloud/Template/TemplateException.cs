namespace Daybreak.LocalCloud.Template;

/// <summary>The CloudFormation template says something that cannot be evaluated; the message names the place.</summary>
internal sealed class TemplateException(string message, Exception? innerException = null) : Exception(message, innerException);
