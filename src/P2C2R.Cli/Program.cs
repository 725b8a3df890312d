using System.CommandLine;
using P2C2R.Cli.Commands;

var root = new RootCommand("P2C2R rents out idle gaming PCs for game computation: coordinator, peers and gamers.")
{
    CloudCommand.Create(),
    PeerCommand.Create(),
    WorkerCommand.Create(),
    GamerCommand.Create(),
    SubmitCommand.Create(),
    RunCommand.Create(),
    TasksCommand.Create(),
    ResultCommand.Create(),
    CancelCommand.Create(),
    AccountCommand.Create(),
    DemoCommand.Create(),
    BenchCommand.Create(),
};

var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"p2c2r: {error.Message}");
    await Console.Error.WriteLineAsync("p2c2r: --help after any command shows its options and examples");
    return P2C2R.Cli.ExitCodes.BadInput;
}

// Ctrl-C and SIGTERM cancel the command's token; a command that is still busy after this long is ended.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
