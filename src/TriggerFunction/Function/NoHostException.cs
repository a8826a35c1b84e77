namespace Daybreak.TriggerFunction.Function;

/// <summary>The command was accepted, but no host has the tag, so nothing will run.</summary>
internal sealed class NoHostException(HostTag tag)
    : Exception($"no host has the tag {tag.Key}={tag.Value}. Start the host, or correct its tag.");
