using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace P2C2R.Protocol;

/// <summary>
/// What names a computation. Two slices with the same key have the same output, whoever asks and whoever computes:
/// <code>SHA-256("p2c2r.slice.1" | u16 length, kind | u32 version | u64 maximum units | SHA-256(input)
///          | u32 count, blobs' hashes | u32 count, hashes of the outputs that it depends on)</code>
/// All integers little-endian. The maximum is part of it, because running out of units is an output too.
/// </summary>
public static class SliceKey
{
    private static readonly byte[] Domain = Encoding.ASCII.GetBytes("p2c2r.slice.1");
    private static readonly byte[] OnceDomain = Encoding.ASCII.GetBytes("p2c2r.once.1");

    /// <summary>The key of a slice whose dependencies are agreed.</summary>
    /// <param name="kernel">Kind (at most <see cref="Limits.MaxKindLength"/> ASCII characters) and version.</param>
    /// <param name="maxUnits">The slice's maximum work units.</param>
    /// <param name="input">SHA-256 of the canonical input bytes.</param>
    /// <param name="blobs">The blobs that the slice names, in its order.</param>
    /// <param name="dependencies">Hashes of the outputs it depends on, in its order.</param>
    public static Sha256Hash Compute(KernelId kernel, long maxUnits, Sha256Hash input, ReadOnlySpan<Sha256Hash> blobs, ReadOnlySpan<Sha256Hash> dependencies)
    {
        var size = Domain.Length + 2 + Encoding.ASCII.GetByteCount(kernel.Kind) + 4 + 8 + Sha256Hash.Size + 4 + (blobs.Length * Sha256Hash.Size) + 4 + (dependencies.Length * Sha256Hash.Size);
        Span<byte> buffer = size <= 1024 ? stackalloc byte[size] : new byte[size];
        var rest = buffer;
        Domain.CopyTo(rest);
        rest = rest[Domain.Length..];
        var kindLength = Encoding.ASCII.GetBytes(kernel.Kind, rest[2..]);
        BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)kindLength);
        rest = rest[(2 + kindLength)..];
        BinaryPrimitives.WriteInt32LittleEndian(rest, kernel.Version);
        BinaryPrimitives.WriteInt64LittleEndian(rest[4..], maxUnits);
        input.CopyTo(rest[12..]);
        rest = rest[(12 + Sha256Hash.Size)..];
        rest = Append(rest, blobs);
        Append(rest, dependencies);
        Span<byte> hash = stackalloc byte[Sha256Hash.Size];
        SHA256.HashData(buffer, hash);
        return new Sha256Hash(hash);
    }

    /// <summary>
    /// The key of a computation whose output is not reproducible, so that it is this slice's of this task and of no other:
    /// <code>SHA-256("p2c2r.once.1" | key | i64 task | i32 slice)</code>
    /// </summary>
    /// <param name="key">What <see cref="Compute"/> gives.</param>
    /// <param name="task">The number that the coordinator gave to the task, and to no other.</param>
    /// <param name="slice">The slice's number.</param>
    public static Sha256Hash ComputeOnce(Sha256Hash key, long task, int slice)
    {
        Span<byte> buffer = stackalloc byte[OnceDomain.Length + Sha256Hash.Size + 12];
        OnceDomain.CopyTo(buffer);
        var rest = buffer[OnceDomain.Length..];
        key.CopyTo(rest);
        BinaryPrimitives.WriteInt64LittleEndian(rest[Sha256Hash.Size..], task);
        BinaryPrimitives.WriteInt32LittleEndian(rest[(Sha256Hash.Size + 8)..], slice);
        Span<byte> hash = stackalloc byte[Sha256Hash.Size];
        SHA256.HashData(buffer, hash);
        return new Sha256Hash(hash);
    }

    private static Span<byte> Append(Span<byte> rest, ReadOnlySpan<Sha256Hash> hashes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, hashes.Length);
        rest = rest[4..];
        foreach (var hash in hashes)
        {
            hash.CopyTo(rest);
            rest = rest[Sha256Hash.Size..];
        }

        return rest;
    }
}
