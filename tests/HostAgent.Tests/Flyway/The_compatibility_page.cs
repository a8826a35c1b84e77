using System.Text.RegularExpressions;
using Daybreak.HostAgent.Configuration;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Tests.Flyway;

public sealed partial class The_compatibility_page
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "flyway-compatibility.md"));

    [Fact]
    public void Lists_every_setting_with_what_is_done_with_it() => Assert.Equal(
        Settings.All.Select(setting => $"{Name(setting)} {Word(setting.Status)}").Order(StringComparer.Ordinal),
        Row().Matches(Page).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}").Order(StringComparer.Ordinal));

    [Fact]
    public void Lists_every_flag() =>
        Assert.All(HostAgent.CommandLine.ArgumentParser.Flags, flag => Assert.Contains($"`{flag}`", Page, StringComparison.Ordinal));

    [Fact]
    public void Lists_every_error_code() =>
        Assert.All(Enum.GetValues<ErrorCode>(), code => Assert.Contains($"`{code.Name()}`", Page, StringComparison.Ordinal));

    [Fact]
    public void Lists_every_state() =>
        Assert.All(Enum.GetValues<MigrationState>(), state => Assert.Contains($"`{state.DisplayName()}`", Page, StringComparison.Ordinal));

    [Fact]
    public void Lists_every_callback_event() =>
        Assert.All(MigrationEngine.Resolve.CallbackEvent.Names, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));

    private static string Name(Setting setting) => setting.IsPrefix ? setting.Key + "*" : setting.Key;

    private static string Word(SettingStatus status) => status switch
    {
        SettingStatus.Supported => "supported",
        SettingStatus.NoEffect => "no effect",
        _ => "refused",
    };

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Solution.sln")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }

    [GeneratedRegex(@"^\| `([^`]+)` \| (supported|no effect|refused) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
