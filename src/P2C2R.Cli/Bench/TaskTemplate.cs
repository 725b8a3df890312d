using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench;

/// <summary>Writes the <c>submit</c> messages of a benchmark: encoded once, then only id and input differ.</summary>
internal sealed class TaskTemplate
{
    /// <summary>Characters of a task's number inside its id.</summary>
    public const int NumberLength = 10;

    /// <summary>Bytes of payload that make an input unlike any other: the task's number and the run's prefix.</summary>
    public const int LeastPayload = NumberLength + 10;

    /// <summary>Work units of each task: a millisecond of the reference machine, so that every task costs something.</summary>
    public const long Units = 1_000;

    /// <summary>Bytes of a no_operation input before its payload: number, units, spin, behaviour, output bytes, length.</summary>
    private const int InputHead = 4 + 8 + 4 + 1 + 8 + 4;

    private readonly byte[] _message;
    private readonly int _numberAt;
    private readonly int _inputAt;
    private readonly byte[] _input;

    /// <param name="payloadBytes">Bytes of payload, <see cref="LeastPayload"/> or more.</param>
    public TaskTemplate(int payloadBytes)
    {
        Prefix = $"b{RandomNumberGenerator.GetHexString(8, lowercase: true)}-";
        _input = new byte[InputHead + payloadBytes];
        BinaryPrimitives.WriteInt64LittleEndian(_input.AsSpan(4), Units);
        BinaryPrimitives.WriteInt32LittleEndian(_input.AsSpan(InputHead - 4), payloadBytes);
        _input.AsSpan(InputHead).Fill((byte)'.');
        // No two runs on one coordinator have an input in common either.
        System.Text.Encoding.ASCII.GetBytes(Prefix, _input.AsSpan(InputHead + NumberLength));
        var number = new string('#', NumberLength);
        var submit = new Submit
        {
            Task = Prefix + number,
            Kind = Kinds.NoOperation,
            Version = 1,
            SliceCount = 1,
            MaxUnits = Units,
            Slices = [new SliceSpec { Input = _input, ExpectedUnits = Units, MaxUnits = Units }],
        };
        var encoded = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(submit, encoded);
        _message = encoded.WrittenSpan.ToArray();
        _numberAt = _message.AsSpan().IndexOf("##########"u8);
        _inputAt = _message.AsSpan().IndexOf(Convert.ToBase64String(_input).Select(c => (byte)c).ToArray());
    }

    /// <summary>What the ids of these tasks begin with, unlike those of any other run.</summary>
    public string Prefix { get; }

    /// <summary>The message of one task. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(long number)
    {
        var digits = _input.AsSpan(InputHead, NumberLength);
        for (var i = NumberLength - 1; i >= 0; i--, number /= 10) digits[i] = (byte)('0' + (number % 10));
        digits.CopyTo(_message.AsSpan(_numberAt));
        Base64.EncodeToUtf8(_input, _message.AsSpan(_inputAt), out _, out _);
        return _message;
    }
}
