using System.CommandLine;
using P2C2R.Cli.Peers;
using P2C2R.Cli.Processes;
using P2C2R.Peer;
using P2C2R.Peer.Endpoints;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Cli.Commands;

/// <summary>Lends this device to the grid.</summary>
internal static class PeerCommand
{
    private static readonly Option<string?> Coordinator = new("--coordinator") { Description = "Address of the coordinator: ws://, wss://, http:// or https://" };
    private static readonly Option<string> Host = new("--cloud-ip") { Description = "The coordinator's host, where --coordinator isn't given", DefaultValueFactory = _ => "localhost" };
    private static readonly Option<int> Port = new("--cloud-port") { Description = "Its port", DefaultValueFactory = _ => CoordinatorAddress.DefaultPort };
    private static readonly Option<string?> Name = new("--name") { Description = "Shown to people; token and cache are kept by name (default: peer_<host>)" };
    private static readonly Option<int?> Slots = new("--slots") { Description = $"Attempts computed at once, 1 to {Limits.MaxSlots} (default: all cores but one)" };
    private static readonly Option<int?> Memory = new("--memory") { Description = "MiB that all attempts may use together (default: half of the device's)" };
    private static readonly Option<string?> State = new("--state") { Description = "Folder for token, cache and measured speeds (default: in your data folder)" };
    private static readonly Option<string?> Endpoint = new("--endpoint") { Description = "File that describes a language model beside this peer (docs/operations.md): address, model, key", HelpName = "FILE" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON line per event instead of text" };
    private static readonly Option<Misbehaviour> Misbehave = new("--misbehave") { Description = "For testing verification: lie (wrong outputs) or stall (no outputs)", Hidden = true };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("peer", "Lends this device: computes for gamers and earns. Example: p2c2r peer --coordinator wss://grid.example.org --slots 4")
        {
            Coordinator, Host, Port, Name, Slots, Memory, State, Endpoint, Json, Misbehave,
        };
        // Not an asynchronous action: draining takes as long as the last attempt, and those are ended after a while.
        command.SetAction(parsed => RunAsync(parsed).GetAwaiter().GetResult());
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        if (ReadOptions(parsed, out var error) is not { } options)
        {
            await Console.Error.WriteLineAsync($"p2c2r peer: {error}");
            return ExitCodes.BadInput;
        }

        InlineSockets.Enable();
        using var signals = new DrainSignals();
        await using var agent = new PeerAgent(options);
        IPeerPrinter printer = parsed.GetValue(Json) ? new PeerJsonPrinter() : new PeerTextPrinter(options);
        agent.Happened += printer.Print;
        if (await agent.StartAsync(signals.First) is { } reason)
        {
            await Console.Error.WriteLineAsync($"p2c2r peer: {reason}");
            return ExitCodes.BadInput;
        }

        await PrintUntilDrainedAsync(agent, printer, signals.First);
        printer.Print(agent.Statistics, final: true);
        return ExitCodes.Done;
    }

    private static async Task PrintUntilDrainedAsync(PeerAgent agent, IPeerPrinter printer, CancellationToken drain)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        try
        {
            while (await timer.WaitForNextTickAsync(drain)) printer.Print(agent.Statistics, final: false);
        }
        catch (OperationCanceledException)
        {
            printer.Print(new PeerEvent(PeerEventKind.Notice) { Message = "finishing what is at hand; once more to end at once" });
        }

        await agent.DrainAsync();
    }

    private static PeerOptions? ReadOptions(ParseResult parsed, out string? error)
    {
        var address = CoordinatorAddress.FromHost(parsed.GetRequiredValue(Host), Math.Clamp(parsed.GetValue(Port), 0, 65_535));
        error = null;
        if (parsed.GetValue(Coordinator) is { } text && !CoordinatorAddress.TryParse(text, out address, out error)) return null;
        var options = new PeerOptions { Coordinator = address, Misbehaviour = parsed.GetValue(Misbehave) };
        if (parsed.GetValue(Name) is { } name) options = options with { Name = name };
        if (parsed.GetValue(Slots) is { } slots) options = options with { Slots = slots };
        if (parsed.GetValue(Memory) is { } memory) options = options with { MemoryBytes = (long)memory << 20 };
        if (parsed.GetValue(State) is { } state) options = options with { StateDirectory = Path.GetFullPath(state) };
        if (parsed.GetValue(Endpoint) is { } file)
        {
            (var endpoint, error) = EndpointFile.TryRead(Path.GetFullPath(file));
            if (endpoint is null) return null;
            options = options with { Endpoint = endpoint };
        }

        error = Check(options);
        return error is null ? options : null;
    }

    private static string? Check(PeerOptions options)
    {
        const long LeastPerSlot = 64 << 20;
        if (options.Name.Length is 0 or > Limits.MaxNameLength) return $"--name must have 1 to {Limits.MaxNameLength} characters";
        if (options.Slots is < 1 or > Limits.MaxSlots) return $"--slots must be 1 to {Limits.MaxSlots}";
        if (options.MemoryBytes / options.Slots < LeastPerSlot) return $"--memory must be at least {LeastPerSlot >> 20} for each of the {options.Slots} slots; give more memory or fewer --slots";
        return null;
    }
}
