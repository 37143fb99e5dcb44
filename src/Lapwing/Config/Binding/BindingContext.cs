namespace Lapwing.Config.Binding;

/// <summary>What the readers of one file share.</summary>
internal sealed record BindingContext(ConfigReport Report, Substitution Substitution);
