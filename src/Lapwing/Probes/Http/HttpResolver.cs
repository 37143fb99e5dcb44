using System.Net;
using System.Net.Sockets;
using Lapwing.Config;

namespace Lapwing.Probes.Http;

/// <summary>Turns the host of an address into IP addresses of the families wanted.</summary>
/// <param name="ip">The families wanted.</param>
/// <param name="lookup">Asks the system; another one in tests.</param>
internal sealed class HttpResolver(IpChoice ip, HostLookup? lookup = null)
{
    private readonly HostLookup _lookup = lookup ?? Dns.GetHostAddressesAsync;

    private readonly AddressFamily _family = ip switch
    {
        IpChoice.Ipv4 => AddressFamily.InterNetwork,
        IpChoice.Ipv6 => AddressFamily.InterNetworkV6,
        _ => AddressFamily.Unspecified,
    };

    /// <summary>At least one address; fails with <see cref="HttpFailedException"/> when there is none.</summary>
    public async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await LookUpAsync(host, cancellation);
        return _family is AddressFamily.Unspecified || addresses.All(address => address.AddressFamily == _family)
            ? addresses
            : throw NoAddress(host);
    }

    private async ValueTask<IPAddress[]> LookUpAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return await _lookup(host, _family, cancellation) is { Length: > 0 } addresses ? addresses : throw NoAddress(host);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TryAgain)
        {
            throw new HttpFailedException(ProbeErrorKind.Dns, $"no name server answered the question for \"{host}\"");
        }
        catch (SocketException)
        {
            throw NoAddress(host);
        }
    }

    private HttpFailedException NoAddress(string host) =>
        new(ProbeErrorKind.Dns, $"name \"{host}\" has no {FamilyName}address", transient: false);

    private string FamilyName => _family switch
    {
        AddressFamily.InterNetwork => "IPv4 ",
        AddressFamily.InterNetworkV6 => "IPv6 ",
        _ => "",
    };
}

/// <summary>Asks for the addresses of a host.</summary>
internal delegate Task<IPAddress[]> HostLookup(string host, AddressFamily family, CancellationToken cancellation);
