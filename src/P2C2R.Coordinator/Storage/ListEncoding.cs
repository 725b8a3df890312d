using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>Lists inside a column: hashes and numbers packed, peers and speeds as text that an operator can read.</summary>
internal static class ListEncoding
{
    /// <summary>32 bytes each; null for none.</summary>
    public static byte[]? Pack(IReadOnlyList<Sha256Hash> hashes)
    {
        if (hashes.Count == 0) return null;
        var bytes = new byte[hashes.Count * Sha256Hash.Size];
        for (var i = 0; i < hashes.Count; i++) hashes[i].CopyTo(bytes.AsSpan(i * Sha256Hash.Size));
        return bytes;
    }

    /// <summary>4 bytes each, little-endian; null for none.</summary>
    public static byte[]? Pack(IReadOnlyList<int> numbers)
    {
        if (numbers.Count == 0) return null;
        var bytes = new byte[numbers.Count * sizeof(int)];
        for (var i = 0; i < numbers.Count; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), numbers[i]);
        return bytes;
    }

    /// <summary>What <see cref="Pack(IReadOnlyList{Sha256Hash})"/> made.</summary>
    public static Sha256Hash[] Hashes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return [];
        var hashes = new Sha256Hash[bytes.Length / Sha256Hash.Size];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = new Sha256Hash(bytes.Slice(i * Sha256Hash.Size, Sha256Hash.Size));
        return hashes;
    }

    /// <summary>What <see cref="Pack(IReadOnlyList{int})"/> made.</summary>
    public static int[] Numbers(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return [];
        if (BitConverter.IsLittleEndian) return MemoryMarshal.Cast<byte, int>(bytes).ToArray();
        var numbers = new int[bytes.Length / sizeof(int)];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        return numbers;
    }

    /// <summary>For example <c>3,17</c>; null for none.</summary>
    public static string? Text(IReadOnlyList<AccountId> accounts) => accounts.Count == 0 ? null : string.Join(',', accounts.Select(a => a.Value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What <see cref="Text(IReadOnlyList{AccountId})"/> made.</summary>
    public static AccountId[] Accounts(string? text) =>
        string.IsNullOrEmpty(text) ? [] : [.. text.Split(',').Select(a => new AccountId(long.Parse(a, CultureInfo.InvariantCulture)))];

    /// <summary>For example <c>ai_pathfinding 1 9.5E6 120</c>, one line each.</summary>
    public static string Text(IReadOnlyList<PeerSpeed> speeds)
    {
        var text = new StringBuilder();
        foreach (var speed in speeds)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"{speed.Kernel.Kind} {speed.Kernel.Version} {speed.UnitsPerSecond:R} {speed.Samples}");
        }

        return text.ToString();
    }

    /// <summary>What <see cref="Text(IReadOnlyList{PeerSpeed})"/> made.</summary>
    public static PeerSpeed[] Speeds(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        return [.. text.Split('\n').Select(line => line.Split(' ')).Select(f => new PeerSpeed
        {
            Kernel = new KernelId(f[0], int.Parse(f[1], CultureInfo.InvariantCulture)),
            UnitsPerSecond = double.Parse(f[2], CultureInfo.InvariantCulture),
            Samples = long.Parse(f[3], CultureInfo.InvariantCulture),
        })];
    }
}
