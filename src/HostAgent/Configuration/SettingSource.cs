namespace Daybreak.HostAgent.Configuration;

/// <summary>The settings of one source by name; a later one replaces an earlier one.</summary>
internal sealed class SettingSource
{
    private readonly Dictionary<string, SettingValue> _values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, SettingValue> Values => _values;

    public SettingValue? this[string key] => _values.GetValueOrDefault(key);

    public void Set(string key, SettingValue value) => _values[key] = value;

    /// <summary>Puts another source on top of this one.</summary>
    public void Override(SettingSource higher)
    {
        foreach (var (key, value) in higher._values)
        {
            _values[key] = value;
        }
    }

    /// <summary>Keeps what <paramref name="keep"/> says.</summary>
    public SettingSource Where(Func<string, bool> keep)
    {
        var kept = new SettingSource();
        foreach (var (key, value) in _values)
        {
            if (keep(key))
            {
                kept.Set(key, value);
            }
        }

        return kept;
    }
}
