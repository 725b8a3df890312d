using System.Security.Cryptography;
using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Tests.Protocol;

public sealed class SliceKeyTests
{
    private static readonly Sha256Hash A = Sha256Hash.Of("a"u8), B = Sha256Hash.Of("b"u8);

    /// <summary>The bytes of the documentation, put together by a writer that shares no code with the product.</summary>
    [Fact]
    public void The_key_is_the_hash_of_the_documented_bytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Encoding.ASCII.GetBytes("p2c2r.slice.1"));
        writer.Write((ushort)Kinds.Pathfinding.Length);
        writer.Write(Encoding.ASCII.GetBytes(Kinds.Pathfinding));
        writer.Write(7u);
        writer.Write(1_234_567UL);
        writer.Write(A.ToArray());
        writer.Write(1u);
        writer.Write(B.ToArray());
        writer.Write(2u);
        writer.Write(A.ToArray());
        writer.Write(B.ToArray());
        writer.Flush();
        var expected = Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()));

        Assert.Equal(expected, SliceKey.Compute(new KernelId(Kinds.Pathfinding, 7), 1_234_567, A, [B], [A, B]).ToString());
    }

    [Fact]
    public void The_key_of_what_is_not_reproducible_is_the_hash_of_the_documented_bytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Encoding.ASCII.GetBytes("p2c2r.once.1"));
        writer.Write(A.ToArray());
        writer.Write(4_711L);
        writer.Write(17);
        writer.Flush();

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(stream.ToArray())), SliceKey.ComputeOnce(A, 4_711, 17).ToString());
    }

    [Fact]
    public void Every_part_of_a_slice_is_in_its_key()
    {
        var kernel = new KernelId("k", 1);
        Sha256Hash[] keys =
        [
            SliceKey.Compute(kernel, 1, A, [], []), SliceKey.Compute(kernel, 2, A, [], []), SliceKey.Compute(kernel, 1, B, [], []),
            SliceKey.Compute(new KernelId("k", 2), 1, A, [], []), SliceKey.Compute(new KernelId("l", 1), 1, A, [], []),
            SliceKey.Compute(kernel, 1, A, [A], []), SliceKey.Compute(kernel, 1, A, [], [A]),
            SliceKey.Compute(kernel, 1, A, [A, B], []), SliceKey.Compute(kernel, 1, A, [B, A], []), SliceKey.Compute(kernel, 1, A, [A], [B]),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", false)]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a", false)]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad ", false)]
    [InlineData("../../../../etc/passwd/../../../../../etc/passwd/../../../../../..", false)]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", true)]
    public void Only_64_lower_case_digits_are_a_hash(string text, bool valid)
    {
        Assert.Equal(valid, Sha256Hash.TryParse(text, out var hash));
        if (valid) Assert.Equal(text, hash.ToString());
    }

    [Fact]
    public void A_trailer_is_read_as_written_and_refused_out_of_range()
    {
        var bytes = new byte[OutputTrailer.Size + 3];
        new OutputTrailer(123_456_789, SliceOutcome.OutOfUnits).Write(bytes.AsSpan(3));
        Assert.True(OutputTrailer.TryRead(bytes, out var trailer));
        Assert.Equal(new OutputTrailer(123_456_789, SliceOutcome.OutOfUnits), trailer);
        bytes[^1] = 3;
        Assert.False(OutputTrailer.TryRead(bytes, out _));
        bytes[^1] = 0;
        bytes[^2] = 0x80;
        Assert.False(OutputTrailer.TryRead(bytes, out _));
        Assert.False(OutputTrailer.TryRead(bytes.AsSpan(0, 8), out _));
    }
}
