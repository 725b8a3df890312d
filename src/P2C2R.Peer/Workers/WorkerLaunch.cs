using System.Diagnostics;
using System.Globalization;

namespace P2C2R.Peer.Workers;

/// <summary>How a worker process is started.</summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments; the spool folder's path follows them.</param>
internal sealed record WorkerLaunch(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>What a .NET process needs to start at all. Nothing else of our environment is a kernel's business.</summary>
    private static readonly string[] KeptVariables = ["PATH", "DOTNET_ROOT", "SystemRoot", "HOME"];

    /// <summary>With less the runtime doesn't start.</summary>
    private const long LeastHeapBytes = 32 << 20;

    /// <summary>This program itself with <c>worker</c>: the executable, or <c>dotnet</c> and the assembly beside it.</summary>
    public static WorkerLaunch Default()
    {
        var self = Environment.ProcessPath ?? "dotnet";
        var name = Path.GetFileNameWithoutExtension(self);
        if (name == "p2c2r") return new WorkerLaunch(self, ["worker", "--spool"]);
        var host = name == "dotnet" ? self : "dotnet";
        return new WorkerLaunch(host, [Path.Combine(AppContext.BaseDirectory, "p2c2r.dll"), "worker", "--spool"]);
    }

    /// <summary>A given executable, or an assembly for <c>dotnet</c>; <see cref="Default"/> for null.</summary>
    public static WorkerLaunch Of(string? program)
    {
        if (program is null) return Default();
        return program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? new WorkerLaunch("dotnet", [program, "worker", "--spool"]) : new WorkerLaunch(program, ["worker", "--spool"]);
    }

    /// <summary>What to start.</summary>
    /// <param name="spool">Folder for big outputs.</param>
    /// <param name="memoryBytes">What the process may use; its managed heap gets most of it.</param>
    public ProcessStartInfo ToStartInfo(string spool, long memoryBytes)
    {
        var start = new ProcessStartInfo(FileName)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = spool,
        };
        foreach (var argument in Arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add(spool);
        start.Environment.Clear();
        foreach (var variable in KeptVariables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { } value) start.Environment[variable] = value;
        }

        start.Environment["TMPDIR"] = spool;
        // The runtime would open a socket for debuggers.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "1";
        start.Environment["DOTNET_GCHeapHardLimit"] = Math.Max(LeastHeapBytes, memoryBytes / 5 * 4).ToString("x", CultureInfo.InvariantCulture);
        return start;
    }
}
