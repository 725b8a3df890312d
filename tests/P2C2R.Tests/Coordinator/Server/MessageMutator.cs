using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Protocol;

namespace P2C2R.Tests.Coordinator.Server;

/// <summary>Messages with something wrong: valid ones with values replaced, removed, added, doubled or nested; their bytes changed, cut or joined; and noise.</summary>
internal sealed class MessageMutator(int seed)
{
    private static readonly string[] Values =
    [
        "null", "0", "-1", "1", "1e309", "-0.0", "0.5", "2147483648", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "true", "\"\"", "\"a\"", "\"1-1\"", "\"999999999-99999999999999999999\"",
        "\"-1\"", "\"9223372036854775807\"", "[]", "{}", "[null]", "[[[[[[[[[[]]]]]]]]]]", "\"\\u0000\"", "\"\\ud800\"", "\"AAAA\"", "\"AA=\"", "\"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\"", "\"none\"", "27", "9999",
    ];

    private readonly List<string> _valid = [.. MakeValid()];

    public Random Random { get; } = new(seed);

    /// <summary>An attempt that is out, so that some messages are about something.</summary>
    public string Attempt { get; set; } = "1-1";

    public byte[] Next()
    {
        var text = _valid[Random.Next(_valid.Count)].Replace("ATTEMPT", Attempt, StringComparison.Ordinal).Replace("TASK", $"t{Random.Next(200)}", StringComparison.Ordinal);
        return Random.Next(10) switch
        {
            < 6 => Encoding.UTF8.GetBytes(ReplaceValues(text)),
            < 8 => ChangeBytes(Encoding.UTF8.GetBytes(text)),
            8 => Noise(),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private string ReplaceValues(string text)
    {
        var root = JsonNode.Parse(text)!;
        for (var i = Random.Next(1, 3); i > 0; i--)
        {
            var objects = Objects(root).ToList();
            var target = objects[Random.Next(objects.Count)];
            var names = target.Select(p => p.Key).ToList();
            var name = names.Count == 0 || Random.Next(8) == 0 ? "unknown_field" : names[Random.Next(names.Count)];
            if (Random.Next(6) == 0) target.Remove(name);
            else target[name] = $"@{Random.Next(Values.Length)}@";
        }

        // The values go in as text: some are such as no JSON library would write.
        var changed = root.ToJsonString();
        for (var i = 0; i < Values.Length; i++) changed = changed.Replace($"\"@{i}@\"", Values[i], StringComparison.Ordinal);
        return changed;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Objects(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };

    private byte[] ChangeBytes(byte[] bytes)
    {
        for (var i = Random.Next(1, 6); i > 0 && bytes.Length > 0; i--)
        {
            var at = Random.Next(bytes.Length);
            bytes = Random.Next(4) switch
            {
                0 => bytes[..at],
                1 => [.. bytes[..at], .. bytes[Random.Next(bytes.Length)..]],
                2 => [.. bytes[..at], (byte)Random.Next(256), .. bytes[at..]],
                _ => [.. bytes[..at], (byte)"{}[]\",:0e-\\"[Random.Next(11)], .. bytes[(at + 1)..]],
            };
        }

        return bytes;
    }

    private byte[] Noise()
    {
        var bytes = new byte[Random.Next(200)];
        Random.NextBytes(bytes);
        return bytes;
    }

    private static IEnumerable<string> MakeValid()
    {
        var attempt = new AttemptId(77, 77);
        var output = TestTasks.Output(10);
        Message[] messages =
        [
            TestTasks.Submit("TASK", 1, 2, 3), TestTasks.Submit("TASK", 4) with { Replicas = 3, DeadlineMs = 5_000, MaxPrice = new NanoDollars(1_000_000), Requirements = new TaskRequirements { Peers = ["a2"], Gpu = true, MemoryBytes = 5 } },
            TestTasks.Submit("TASK") with { SliceCount = 3, Slices = [new SliceSpec { Input = new byte[3], ExpectedUnits = 1, MaxUnits = 5 }, new SliceSpec { Input = new byte[4], DependsOn = [0], ExpectedUnits = 1, MaxUnits = 5, Deliver = false }] },
            new Slices { Task = "TASK", First = 2, Items = [new SliceSpec { Input = new byte[2], DependsOn = [0, 1], ExpectedUnits = 1, MaxUnits = 5, Blobs = [Sha256Hash.Of([1])] }] },
            new GetTask { Task = "TASK" }, new CancelTask { Task = "TASK" }, new GetOutputs { Task = "TASK", First = 0 }, new GetOutputs { Task = "TASK", Slices = [0, 2] }, new ListTasks { Before = 5 }, new GetAccount(),
            TestTasks.Done(attempt, output), new AttemptFailed { Attempt = attempt, Code = ErrorCode.WorkerCrashed, Reason = "crash" }, new Heartbeat { Attempts = [new AttemptProgress { Attempt = attempt, Fraction = 0.5 }] },
            new AttemptDone { Attempt = attempt, Hash = Sha256Hash.Of([3]), Length = 50_000, Units = 10, Commitment = Sha256Hash.Of([4]) }, new Uploaded { Attempt = attempt },
            new HelloGamer { Name = "x" }, new HelloPeer { Name = "p", Slots = 2, Device = new DeviceInfo { Cores = 2, MemoryBytes = 100 }, Kernels = [new KernelSpeed { Kind = "k", Version = 1, UnitsPerSecond = 3 }], Computing = [new DeclaredAttempt { Attempt = attempt, Key = Sha256Hash.Of([2]) }] },
            new Accepted { Tasks = [new AcceptedTask { Task = "TASK", SlicesReceived = 1 }] }, new ErrorMessage { Code = ErrorCode.Busy, Message = "m", RetryAfterMs = 5 },
        ];
        foreach (var message in messages)
        {
            var bytes = new ArrayBufferWriter<byte>();
            MessageCodec.Encode(message, bytes);
            yield return Encoding.UTF8.GetString(bytes.WrittenSpan).Replace(attempt.ToString(), "ATTEMPT", StringComparison.Ordinal);
        }
    }
}
