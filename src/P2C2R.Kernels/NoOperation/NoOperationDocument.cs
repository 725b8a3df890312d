using System.Text;
using P2C2R.Kernels.Documents;
using P2C2R.Protocol;

namespace P2C2R.Kernels.NoOperation;

/// <summary>The input document of <see cref="NoOperationKernel"/>; docs/kernels/no-operation.md describes the fields.</summary>
internal sealed class NoOperationDocument
{
    private const string Fields = "slices, units, payload, chain, spin_ms, output_bytes, fail, crash";

    /// <summary>How many slices.</summary>
    public int Slices { get; private set; } = 1;

    /// <summary>Work units of each.</summary>
    public long Units { get; private set; } = 1;

    /// <summary>What the outputs are made from.</summary>
    public byte[] Payload { get; private set; } = [];

    /// <summary>Whether each slice depends on the one before it; then only the last is delivered.</summary>
    public bool Chain { get; private set; }

    /// <summary>Milliseconds that each slice waits.</summary>
    public int SpinMs { get; private set; }

    /// <summary>Bytes of each answer beyond its first 32.</summary>
    public long OutputBytes { get; private set; }

    /// <summary>How slices end.</summary>
    public NoOperationBehaviour Behaviour { get; private set; }

    /// <summary>Reads a document.</summary>
    /// <exception cref="InputException">It is wrong.</exception>
    public static NoOperationDocument Read(ReadOnlySpan<byte> bytes)
    {
        var document = new NoOperationDocument();
        var json = new DocumentReader(bytes);
        var seen = new HashSet<string>();
        json.ReadDocumentStart();
        while (json.NextField(seen, out var field)) document.Take(ref json, field);
        json.ReadDocumentEnd();
        return document;
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "slices": Slices = (int)json.ReadInteger(field, 1, Limits.MaxSlicesPerTask); break;
            case "units": Units = json.ReadInteger(field, 0, Limits.MaxUnitsPerSlice); break;
            case "payload": Payload = ReadPayload(ref json, field); break;
            case "chain": Chain = json.ReadBoolean(field); break;
            case "spin_ms": SpinMs = (int)json.ReadInteger(field, 0, NoOperationInput.MaxSpinMs); break;
            case "output_bytes": OutputBytes = json.ReadInteger(field, 0, NoOperationInput.MaxOutputBytes); break;
            case "fail": Behaviour = ReadFailure(ref json, field); break;
            case "crash": Behaviour = json.ReadBoolean(field) ? NoOperationBehaviour.Crash : Behaviour; break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private static byte[] ReadPayload(ref DocumentReader json, string field)
    {
        var payload = Encoding.UTF8.GetBytes(json.ReadString(field));
        if (payload.Length <= NoOperationInput.MaxPayloadBytes) return payload;
        throw json.Wrong($"\"{field}\" may have {NoOperationInput.MaxPayloadBytes} bytes, this one has {payload.Length}; shorten it");
    }

    private static NoOperationBehaviour ReadFailure(ref DocumentReader json, string field) => json.ReadString(field) switch
    {
        "throw" => NoOperationBehaviour.Throw,
        "refuse" => NoOperationBehaviour.Refuse,
        "out_of_units" => NoOperationBehaviour.RunOut,
        var other => throw json.Wrong($"\"{field}\" must be throw, refuse or out_of_units, not \"{other}\""),
    };
}
