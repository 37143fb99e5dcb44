using System.Reflection;

namespace Lapwing;

/// <summary>The name and version that the product goes by.</summary>
internal static class Product
{
    /// <summary>Such as <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
