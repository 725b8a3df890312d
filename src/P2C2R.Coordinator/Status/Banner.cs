using System.Net.NetworkInformation;
using System.Net.Sockets;
using P2C2R.Coordinator.Sqlite;

namespace P2C2R.Coordinator.Status;

/// <summary>What an operator reads first: where it listens, what to hand to others, what it stores, what it costs.</summary>
public static class Banner
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, CoordinatorHost host, CoordinatorOptions options)
    {
        var address = host.Addresses[0];
        var isPublic = host.Addresses.Any(a => !a.IsLoopback);
        output.WriteLine("P2C2R coordinator");
        foreach (var bound in host.Addresses) output.WriteLine($"  listens on   {bound}");
        if (isPublic) output.WriteLine($"  on the LAN   {string.Join(", ", LanAddresses().Select(a => $"{address.Scheme}://{a}:{address.Port}"))}");
        output.WriteLine($"  peers        p2c2r peer --coordinator {Local(address)}");
        output.WriteLine($"  gamers       p2c2r gamer --coordinator {Local(address)}");
        output.WriteLine($"  database     {Path.GetFullPath(options.Database)} (SQLite {SqliteLibrary.Version}, {SqliteLibrary.Origin}; WAL, synchronous=FULL)");
        output.WriteLine($"  rates        a peer earns ${options.Grid.PeerRate.Dollars:0.####} per reference compute-hour, a gamer pays ${options.Grid.PeerRate.Dollars * 100 / (100 - options.Grid.FeePercent):0.####} ({options.Grid.FeePercent}% fee) and ${options.Grid.DataRate.Dollars:0.######} per GiB of blobs stored or moved");
        output.WriteLine($"  new gamers   ${options.Grid.PromotionalGrant.Dollars:0.####} of promotional credit");
        output.WriteLine($"  cache        {(options.Grid.CacheRetention == 0 ? "off" : $"{TimeSpan.FromMicroseconds(options.Grid.CacheRetention).TotalHours:0.##} h")}");
        if (isPublic && options.Certificate is null) output.WriteLine("  WARNING      others can connect and nothing is encrypted: tokens can be read on the way. Use --certificate, a TLS proxy, or --listen 127.0.0.1:8765");
        output.Flush();
    }

    private static Uri Local(Uri address) => address.Host == "0.0.0.0" ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri : address;

    private static IEnumerable<string> LanAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(n => n.OperationalStatus == OperationalStatus.Up && n.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(n => n.GetIPProperties().UnicastAddresses)
        .Where(a => a.Address.AddressFamily == AddressFamily.InterNetwork)
        .Select(a => a.Address.ToString());
}
