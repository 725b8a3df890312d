using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace P2C2R.Cli.Processes;

/// <summary>What is needed to start this program again.</summary>
internal static class OwnProgram
{
    /// <summary>The command line: its own executable, or <c>dotnet</c> and the p2c2r.dll beside whatever runs.</summary>
    public static IReadOnlyList<string> CommandLine(params IReadOnlyList<string> arguments)
    {
        var library = Path.Combine(AppContext.BaseDirectory, "p2c2r.dll");
        var program = Environment.ProcessPath ?? "dotnet";
        var name = Path.GetFileNameWithoutExtension(program);
        if (name == "p2c2r" || !File.Exists(library)) return [program, .. arguments];
        var dotnet = name == "dotnet" ? program : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return [dotnet, library, .. arguments];
    }

    /// <summary>How to start it with all three streams redirected.</summary>
    public static ProcessStartInfo StartInfo(params IReadOnlyList<string> arguments)
    {
        var command = CommandLine(arguments);
        return new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    /// <summary>A port that nobody listened on a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
