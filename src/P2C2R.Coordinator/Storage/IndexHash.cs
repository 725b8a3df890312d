using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>The 64-bit hashes under which <see cref="RecentIndex"/> finds rows.</summary>
internal static class IndexHash
{
    /// <summary>Of a hash: its first bytes.</summary>
    public static long Of(Sha256Hash hash)
    {
        Span<byte> bytes = stackalloc byte[Sha256Hash.Size];
        hash.CopyTo(bytes);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }

    /// <summary>Of a task's name. A cryptographic hash, because gamers choose the ids.</summary>
    public static long Of(AccountId gamer, string id)
    {
        Span<byte> name = stackalloc byte[8 + (4 * Limits.MaxTaskIdLength)];
        BinaryPrimitives.WriteInt64BigEndian(name, gamer.Value);
        var length = 8 + Encoding.UTF8.GetBytes(id, name[8..]);
        Span<byte> hash = stackalloc byte[Sha256Hash.Size];
        SHA256.HashData(name[..length], hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
