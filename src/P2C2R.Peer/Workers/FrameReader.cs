using System.Buffers.Binary;
using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Peer.Workers;

/// <summary>Reads the fields of one frame.</summary>
/// <param name="frame">Type and fields.</param>
/// <exception cref="InvalidDataException">From any member: the frame is shorter than its fields.</exception>
internal ref struct FrameReader(ReadOnlySpan<byte> frame)
{
    private ReadOnlySpan<byte> _rest = frame;

    public FrameType Type() => (FrameType)Take(1)[0];

    public int I32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long I64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public double F64() => BitConverter.Int64BitsToDouble(I64());

    public Sha256Hash Hash() => new(Take(Sha256Hash.Size));

    public ReadOnlySpan<byte> Bytes() => Take(I32());

    public string Text() => Encoding.UTF8.GetString(Bytes());

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_rest.Length) throw new InvalidDataException("a frame is shorter than its fields");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
