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
    private readonly GridOptionSet _grid;

    private GamerCommand(Command command)
    {
        foreach (var option in new Option[] { _input, _out, _gpuRate }) command.Add(option);
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
        var screen = new GamerScreen();
        await using var grid = await GridClient.ConnectAsync(connection, stop);
        var welcome = await grid.GetWelcomeAsync(stop);
        screen.Heading($"P2C2R gamer {connection.Name} at {connection.Coordinator}");
        screen.Line($"account {welcome.Account}, balance {welcome.Balance}, promotional credit {welcome.Promotional}");
        var session = new GamerSession(grid, screen, new SessionTally(parsed.GetValue(_gpuRate)), parsed.GetValue(_input), parsed.GetValue(_out)!);
        try
        {
            await session.RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            screen.Line(); // Ctrl-C ends the session like q does
        }

        session.ShowSummary();
        return stop.IsCancellationRequested ? ExitCodes.Cancelled : ExitCodes.Done;
    }
}
