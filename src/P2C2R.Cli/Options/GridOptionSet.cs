using System.CommandLine;
using P2C2R.Client;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Cli.Options;

/// <summary>Which coordinator, as whom: the options that every gamer's command has.</summary>
internal sealed class GridOptionSet
{
    private readonly Option<string?> _coordinator = new("--coordinator") { Description = "The coordinator's address, for example ws://localhost:8765 or wss://grid.example.org", HelpName = "URL" };
    private readonly Option<string?> _host = new("--cloud-ip") { Description = "Its host instead, without TLS", HelpName = "HOST" };
    private readonly Option<int> _port = new("--cloud-port") { Description = "Its port, with --cloud-ip", HelpName = "PORT", DefaultValueFactory = _ => CoordinatorAddress.DefaultPort };
    private readonly Option<string> _name = new("--name") { Description = "The gamer's name: names the account on this machine", HelpName = "NAME", DefaultValueFactory = _ => new GridClientOptions().Name };
    private readonly Option<string?> _state = new("--state") { Description = "Folder for the account's token; the user's own state folder otherwise", HelpName = "DIR" };

    /// <summary>Adds them to a command.</summary>
    public GridOptionSet(Command command)
    {
        foreach (var option in new Option[] { _coordinator, _host, _port, _name, _state }) command.Add(option);
        _port.Validators.Add(r => Require(r, r.GetValue(_port) is > 0 and < 65536, "--cloud-port must be 1 to 65535"));
        _name.Validators.Add(r => Require(r, r.GetValue(_name)!.Length is > 0 and <= Limits.MaxNameLength, $"--name must have 1 to {Limits.MaxNameLength} characters"));
        _coordinator.Validators.Add(r =>
        {
            if (r.GetValue(_coordinator) is { } text && !CoordinatorAddress.TryParse(text, out _, out var error)) r.AddError(error);
        });
        command.Validators.Add(r =>
        {
            if (r.GetResult(_coordinator) is not null && r.GetResult(_host) is not null) r.AddError("give --coordinator or --cloud-ip, not both");
        });
    }

    /// <summary>What was given.</summary>
    public GridClientOptions Read(ParseResult parsed)
    {
        var host = parsed.GetValue(_host);
        var url = parsed.GetValue(_coordinator) ?? (host is null ? new GridClientOptions().Coordinator : CoordinatorAddress.FromHost(host, parsed.GetValue(_port)).ToString());
        return new GridClientOptions { Coordinator = url, Name = parsed.GetValue(_name)!, StateFolder = parsed.GetValue(_state) };
    }

    private static void Require(System.CommandLine.Parsing.SymbolResult result, bool condition, string otherwise)
    {
        if (!condition) result.AddError(otherwise);
    }
}
