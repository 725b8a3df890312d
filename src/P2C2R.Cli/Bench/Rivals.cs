using System.Diagnostics;
using P2C2R.Cli.Processes;

namespace P2C2R.Cli.Bench;

/// <summary>Starts the peers of our field that are installed; bench/README.md says how to get them and what they promise.</summary>
internal static class Rivals
{
    private const string Hint = "bench/README.md says how to get it";

    /// <summary>Starts those that are installed, and says of the others why not.</summary>
    /// <param name="folder">Gets their files.</param>
    /// <param name="payloadBytes">Bytes of payload of each task.</param>
    /// <param name="missing">Receives a line for each that is not there.</param>
    public static async Task<IReadOnlyList<Contender>> StartAsync(string folder, int payloadBytes, List<string> missing)
    {
        List<Contender> contenders = [];
        if (NodeScripts.Find("bullmq") is not { } found)
        {
            missing.Add($"BullMQ, NATS: Node or its packages are not installed; {Hint}");
            return contenders;
        }

        try
        {
            if (NodeScripts.FindProgram("redis-server") is { } redis) contenders.Add(await StartBullAsync(redis, folder, new Scripts(found, payloadBytes)));
            else missing.Add($"BullMQ: redis-server is not installed; {Hint}");
            if (NodeScripts.FindProgram("nats-server") is { } nats) await StartNatsAsync(nats, folder, new Scripts(found, payloadBytes), contenders);
            else missing.Add($"NATS: nats-server is not installed; {Hint}");
            return contenders;
        }
        catch
        {
            foreach (var contender in contenders) contender.Dispose();
            throw;
        }
    }

    private static Task<Contender> StartBullAsync(string redis, string folder, Scripts scripts)
    {
        var port = OwnProgram.FreePort();
        var data = Directory.CreateDirectory(Path.Combine(folder, "redis")).FullName;
        string[] server =
        [
            redis, "--port", $"{port}", "--bind", "127.0.0.1", "--dir", data, "--save", "", "--appendonly", "yes", "--appendfsync", "always",
        ];
        return scripts.StartAsync("BullMQ", "job on disk (appendfsync always)", server, "bullmq.mjs", port);
    }

    private static async Task StartNatsAsync(string nats, string folder, Scripts scripts, List<Contender> contenders)
    {
        var port = OwnProgram.FreePort();
        contenders.Add(await scripts.StartAsync("NATS", "nothing", [nats, "--addr", "127.0.0.1", "--port", $"{port}"], "nats.mjs", port));

        port = OwnProgram.FreePort();
        var configuration = Path.Combine(folder, "jetstream.conf");
        var store = Path.Combine(folder, "jetstream");
        await File.WriteAllTextAsync(configuration, $"jetstream {{ store_dir: \"{store}\", sync_interval: always }}\n");
        var synced = await AcceptsAsync(nats, configuration);
        if (!synced) await File.WriteAllTextAsync(configuration, $"jetstream {{ store_dir: \"{store}\" }}\n");
        var promise = synced ? "job on disk (sync_interval always)" : "NOT SYNCED: this nats-server can't sync each write";
        contenders.Add(await scripts.StartAsync(
            "JetStream", promise, [nats, "--addr", "127.0.0.1", "--port", $"{port}", "--config", configuration], "jetstream.mjs", port));
    }

    /// <summary>Whether this server knows all that the configuration says: older ones don't know sync_interval.</summary>
    private static async Task<bool> AcceptsAsync(string nats, string configuration)
    {
        var start = new ProcessStartInfo(nats, ["-t", "-c", configuration]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start);
        if (process is null) return false;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    private sealed record Scripts(NodeScripts Node, int PayloadBytes)
    {
        public async Task<Contender> StartAsync(string name, string promise, IReadOnlyList<string> server, string script, int port)
        {
            var environment = new Dictionary<string, string> { ["PAYLOAD_BYTES"] = $"{PayloadBytes}" };
            List<ChildProcess> started = [];
            try
            {
                started.Add(ChildProcess.StartServer(server));
                await started[0].ListensAsync(port);
                foreach (var role in (string[])["worker", "client"])
                {
                    started.Add(await ChildProcess.StartServantAsync(Node.Command(script, role, $"{port}"), environment));
                }

                return new Contender(name, promise, started);
            }
            catch
            {
                foreach (var process in started) process.Dispose();
                throw;
            }
        }
    }
}
