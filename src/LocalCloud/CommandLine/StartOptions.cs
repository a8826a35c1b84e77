using Daybreak.LocalCloud.Notifications;

namespace Daybreak.LocalCloud.CommandLine;

/// <summary>What <c>localcloud start</c> is told.</summary>
internal sealed record StartOptions
{
    /// <summary>The template that <c>cdk synth</c> wrote; its name up to <c>.template.json</c> is the stack's name.</summary>
    public required string TemplateFile { get; init; }

    /// <summary>The agent's executable <c>daybreak</c>; its directory is in front of the PATH of every command.</summary>
    public required string AgentFile { get; init; }

    /// <summary>The trigger's executable <c>bootstrap</c>; null leaves the functions to somebody who speaks the Runtime API.</summary>
    public required string? TriggerFile { get; init; }

    /// <summary>Where everything is kept.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The port on 127.0.0.1, default 4566; 0 takes any free one.</summary>
    public int Port { get; init; } = 4566;

    public Delivery Delivery { get; init; } = Delivery.Once;

    /// <summary>Directory of PostgreSQL's programs; null looks for them.</summary>
    public string? PostgresBinDirectory { get; init; }

    /// <summary>A PostgreSQL server that runs already (<c>DAYBREAK_PG</c>); null starts one.</summary>
    public string? ExternalPostgres { get; init; }

    /// <summary>False is quicker, and keeps no data. Default true.</summary>
    public bool DurablePostgres { get; init; } = true;

    /// <summary>True logs warnings and errors only. Default false.</summary>
    public bool Quiet { get; init; }

    public string StackName => Path.GetFileName(TemplateFile).Replace(".template.json", "", StringComparison.Ordinal);
}
