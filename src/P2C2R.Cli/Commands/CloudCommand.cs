using System.CommandLine;
using P2C2R.Cli.Processes;
using P2C2R.Coordinator;
using P2C2R.Coordinator.Status;
using P2C2R.Grid;
using P2C2R.Protocol;
using Command = System.CommandLine.Command;

namespace P2C2R.Cli.Commands;

/// <summary>The coordinator.</summary>
internal sealed class CloudCommand
{
    private static readonly CoordinatorOptions Defaults = new();
    private readonly Option<string[]> _listen = new("--listen") { Description = "Address to listen on, HOST:PORT; may be given more than once", HelpName = "HOST:PORT", DefaultValueFactory = _ => [.. Defaults.Listen] };
    private readonly Option<string> _db = new("--db") { Description = "The database; made where it isn't there", HelpName = "PATH", DefaultValueFactory = _ => Defaults.Database };
    private readonly Option<string?> _blobs = new("--blobs") { Description = "Folder of big inputs and outputs [default: p2c2r_blobs beside the database]", HelpName = "DIR" };
    private readonly Option<decimal> _peerRate = new("--peer-rate") { Description = "Dollars that a peer earns in a reference compute-hour", HelpName = "USD", DefaultValueFactory = _ => Defaults.Grid.PeerRate.Dollars };
    private readonly Option<int> _fee = new("--fee-percent") { Description = "What the coordinator keeps of what a gamer pays", HelpName = "N", DefaultValueFactory = _ => Defaults.Grid.FeePercent };
    private readonly Option<decimal> _dataRate = new("--data-rate") { Description = "Dollars that a gamer pays for a GiB of blobs that is stored or moved for a task", HelpName = "USD", DefaultValueFactory = _ => Defaults.Grid.DataRate.Dollars };
    private readonly Option<decimal> _promotional = new("--promotional") { Description = "Dollars of promotional credit of a new gamer", HelpName = "USD", DefaultValueFactory = _ => Defaults.Grid.PromotionalGrant.Dollars };
    private readonly Option<double> _cache = new("--cache-hours") { Description = "How long results are kept as cache; 0 for no cache", HelpName = "H", DefaultValueFactory = _ => 24 };
    private readonly Option<double> _hold = new("--hold-hours") { Description = "How long a peer's earnings are held", HelpName = "H", DefaultValueFactory = _ => 24 };
    private readonly Option<double> _quota = new("--quota") { Description = "GiB of blobs that one gamer may have stored", HelpName = "GIB", DefaultValueFactory = _ => Defaults.BlobQuota / GiB };
    private readonly Option<int> _liveTasks = new("--max-live-tasks") { Description = "Tasks at a time; above it submissions are answered 'busy'", HelpName = "N", DefaultValueFactory = _ => Defaults.Grid.MaxLiveTasks };
    private readonly Option<int> _connections = new("--max-connections-per-address") { Description = "Connections of one address (this machine itself has at least 1024)", HelpName = "N", DefaultValueFactory = _ => Defaults.MaxConnectionsPerAddress };
    private readonly Option<string[]> _proxies = new("--trusted-proxy") { Description = "Proxy or tunnel whose X-Forwarded-For is believed", HelpName = "ADDRESS", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _origins = new("--allow-origin") { Description = "Origin of web pages that may connect, for example https://game.example", HelpName = "ORIGIN", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "TLS certificate, PEM or .pfx", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--certificate-key") { Description = "Its key, where a PEM certificate has it in a file of its own", HelpName = "FILE" };
    private readonly Option<string?> _password = new("--certificate-password-file") { Description = $"File with the password of the .pfx or key (or set {PasswordVariable})", HelpName = "FILE" };
    private readonly Option<GridLogLevel> _level = new("--log-level") { Description = "quiet, normal or verbose", HelpName = "LEVEL", DefaultValueFactory = _ => GridLogLevel.Normal };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Same as --log-level quiet, and no banner" };

    private const string PasswordVariable = "P2C2R_CERTIFICATE_PASSWORD";
    private const double GiB = 1L << 30;

    private CloudCommand(Command command)
    {
        foreach (var option in new Option[] { _listen, _db, _blobs, _peerRate, _fee, _dataRate, _promotional, _cache, _hold, _quota, _liveTasks, _connections, _proxies, _origins, _certificate, _key, _password, _level, _quiet }) command.Add(option);
        Demand(command, _fee, v => v is >= 0 and < 100, "--fee-percent must be 0 to 99");
        Demand(command, _peerRate, v => v is > 0 and <= 10_000, "--peer-rate must be more than 0 and at most 10000 dollars");
        Demand(command, _dataRate, v => v is >= 0 and <= 10_000, "--data-rate must be 0 to 10000 dollars");
        Demand(command, _promotional, v => v is >= 0 and <= 10_000, "--promotional must be 0 to 10000 dollars");
        Demand(command, _cache, v => v is >= 0 and <= 8_760, "--cache-hours must be 0 to 8760");
        Demand(command, _hold, v => v is >= 0 and <= 8_760, "--hold-hours must be 0 to 8760");
        Demand(command, _quota, v => v is >= 0 and <= 1_000_000, "--quota must be 0 to 1000000 GiB");
        Demand(command, _liveTasks, v => v is >= 1 and <= 10_000_000, "--max-live-tasks must be 1 to 10000000");
        Demand(command, _connections, v => v is >= 1 and <= 1_000_000, "--max-connections-per-address must be 1 to 1000000");
        command.SetAction(RunAsync);
    }

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("cloud", """
            The coordinator: matches peers and gamers, checks answers, keeps the books.

            Examples:
              p2c2r cloud
              p2c2r cloud --listen 127.0.0.1:8765 --db /var/lib/p2c2r/p2c2r_cloud.db
              p2c2r cloud --certificate fullchain.pem --certificate-key privkey.pem
              p2c2r cloud --fee-percent 15 --peer-rate 0.20 --promotional 0
            """);
        _ = new CloudCommand(command);
        return command;
    }

    private static void Demand<T>(Command command, Option<T> option, Func<T, bool> good, string text) => command.Validators.Add(r =>
    {
        if (r.GetResult(option) is { Errors: var errors } && !errors.Any() && !good(r.GetValue(option)!)) r.AddError(text);
    });

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        try
        {
            InlineSockets.Enable();
            var options = Read(parsed);
            var host = await CoordinatorHost.StartAsync(options);
            await using (host)
            {
                if (!parsed.GetValue(_quiet)) Banner.Write(Console.Out, host, options);
                return await WaitAsync(host, stop);
            }
        }
        catch (CoordinatorException e)
        {
            await Console.Error.WriteLineAsync($"p2c2r cloud: {e.Message}");
            return (int)e.Fault;
        }
    }

    private static async Task<int> WaitAsync(CoordinatorHost host, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = stop.Register(() => stopped.TrySetResult());
        var ended = host.Ended;
        if (await Task.WhenAny(ended, stopped.Task) == ended && await ended is { } fault)
        {
            await Console.Error.WriteLineAsync("p2c2r cloud: storage failed several times in a row, see the lines above; nothing that was promised is lost");
            return (int)fault;
        }

        await Console.Out.WriteLineAsync("shutting down: everything accepted is on disk");
        return ExitCodes.Done;
    }

    private CoordinatorOptions Read(ParseResult parsed) => new()
    {
        Listen = parsed.GetValue(_listen)!,
        Database = parsed.GetValue(_db)!,
        BlobFolder = parsed.GetValue(_blobs),
        Grid = new GridOptions
        {
            PeerRate = NanoDollars.FromDollars(parsed.GetValue(_peerRate)),
            FeePercent = parsed.GetValue(_fee),
            DataRate = NanoDollars.FromDollars(parsed.GetValue(_dataRate)),
            PromotionalGrant = NanoDollars.FromDollars(parsed.GetValue(_promotional)),
            CacheRetention = Microseconds(parsed.GetValue(_cache)),
            HoldPeriod = Microseconds(parsed.GetValue(_hold)),
            MaxLiveTasks = parsed.GetValue(_liveTasks),
        },
        BlobQuota = (long)(parsed.GetValue(_quota) * GiB),
        MaxConnectionsPerAddress = parsed.GetValue(_connections),
        TrustedProxies = parsed.GetValue(_proxies)!,
        AllowedOrigins = parsed.GetValue(_origins)!,
        Certificate = parsed.GetValue(_certificate),
        CertificateKey = parsed.GetValue(_key),
        CertificatePassword = ReadPassword(parsed.GetValue(_password)),
        LogLevel = parsed.GetValue(_quiet) ? GridLogLevel.Quiet : parsed.GetValue(_level),
        Log = Console.Out,
    };

    private static string? ReadPassword(string? file)
    {
        if (file is null) return Environment.GetEnvironmentVariable(PasswordVariable);
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CoordinatorException(CoordinatorFault.BadCertificate, $"--certificate-password-file: {e.Message}");
        }
    }

    private static long Microseconds(double hours) => (long)(hours * 3600 * GridOptions.Second);
}
