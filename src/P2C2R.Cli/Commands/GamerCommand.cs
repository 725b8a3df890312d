using System.CommandLine;
using P2C2R.Cli.Gamer;
using P2C2R.Cli.Options;
using P2C2R.Client;

namespace P2C2R.Cli.Commands;

/// <summary>A gamer's interactive session.</summary>
internal sealed class GamerCommand
{
    private readonly Option<string?> _input = new("--input") { Description = "The input document for what is chosen; the samples otherwise", HelpName = "FILE" };
    private readonly Option<string> _out = new("--out") { Description = "Folder for the results' files", HelpName = "DIR", DefaultValueFactory = _ => "p2c2r-outputs" };
    private readonly Option<decimal> _gpuRate = new("--local-gpu-rate") { Description = "What a local GPU is assumed to cost, in dollars per hour", HelpName = "USD", DefaultValueFactory = _ => 2.00m };
    private readonly Option<bool> _json = new("--json") { Description = "For programs: one JSON object a line on stdout, \"ready\" when the next choice may be sent" };
    private readonly GridOptionSet _grid;

    private GamerCommand(Command command)
    {
        foreach (var option in new Option[] { _input, _out, _gpuRate, _json }) command.Add(option);
        _grid = new GridOptionSet(command);
        _gpuRate.Validators.Add(r =>
        {
            if (r.GetValue(_gpuRate) is < 0 or > 1_000_000) r.AddError("--local-gpu-rate must be 0 to 1000000 dollars per hour");
        });
        command.SetAction((parsed, stop) => CommandRunner.RunAsync(() => RunAsync(parsed, stop)));
    }

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("gamer", """
            An interactive menu: choose what to compute, see result, time and cost, and at the end what the session cost. Reads choices from a pipe too.

            Examples:
              p2c2r gamer --cloud-ip 192.168.1.20 --cloud-port 8765
              echo 2 | p2c2r gamer --coordinator wss://grid.example.org --name alice
            """);
        _ = new GamerCommand(command);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var connection = _grid.Read(parsed);
        IGamerScreen screen = parsed.GetValue(_json) ? new JsonScreen() : new TextScreen();
        await using var grid = await GridClient.ConnectAsync(connection, stop);
        screen.Greet(connection.Name, connection.Coordinator, await grid.GetWelcomeAsync(stop));
        var tally = new SessionTally(parsed.GetValue(_gpuRate));
        var outputs = parsed.GetValue(_out)!;
        try
        {
            await new GamerSession(grid, screen, tally, parsed.GetValue(_input), outputs).RunAsync(stop);
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Cancelled; // Ctrl-C ends the session like q does
        }
        finally
        {
            screen.ShowSummary(tally, outputs);
        }
    }
}
