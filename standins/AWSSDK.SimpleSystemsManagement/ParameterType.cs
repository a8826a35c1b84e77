using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement;

/// <summary>The values of <c>ParameterType</c>; the service may answer others.</summary>
public class ParameterType : ConstantClass
{
    public static readonly ParameterType String = new("String");

    public static readonly ParameterType StringList = new("StringList");

    public static readonly ParameterType SecureString = new("SecureString");

    public ParameterType(string value)
        : base(value)
    {
    }

    public static ParameterType FindValue(string value) => FindValue<ParameterType>(value);

    public static implicit operator ParameterType(string value) => FindValue(value);
}
