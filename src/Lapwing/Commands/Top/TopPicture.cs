using Lapwing.Api;

namespace Lapwing.Commands.Top;

/// <summary>How a server stood when it was asked.</summary>
internal sealed record TopPicture(IReadOnlyList<TargetView> Targets, IReadOnlyList<AlertView> Alerts);
