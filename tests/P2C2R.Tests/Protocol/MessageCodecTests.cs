using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Protocol;

namespace P2C2R.Tests.Protocol;

public sealed class MessageCodecTests
{
    [Fact]
    public void A_message_survives_the_wire() => SeededMessages(2_000, message =>
    {
        var bytes = Encode(message);
        Assert.True(MessageCodec.TryDecode(bytes, out var read, out _));
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(Encode(read!)));
    });

    [Fact]
    public void Amounts_and_hashes_are_strings_an_independent_reader_understands()
    {
        var hash = Sha256Hash.Of("abc"u8);
        var json = JsonNode.Parse(Encode(new Settled
        {
            Attempts = [new SettledAttempt { Attempt = new AttemptId(3, 1042), State = AttemptState.Agreed, Earned = new NanoDollars(9_007_199_254_740_993) }],
        }))!;
        Assert.Equal("settled", (string)json["type"]!);
        Assert.Equal("3-1042", (string)json["attempts"]![0]!["attempt"]!);
        Assert.Equal("9007199254740993", (string)json["attempts"]![0]!["earned"]!);

        // FIPS 180-4's own example.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash.ToString());
    }

    [Theory]
    [InlineData("{\"type\":\"cancel_task\",\"task\":\"t1\",\"colour\":\"blue\"}")]
    [InlineData("{\"task\":\"t1\",\"type\":\"cancel_task\"}")]
    public void Unknown_fields_are_ignored_and_order_is_free(string json)
    {
        Assert.True(MessageCodec.TryDecode(Encoding.UTF8.GetBytes(json), out var message, out _));
        Assert.Equal("t1", Assert.IsType<CancelTask>(message).Task);
    }

    [Theory]
    [InlineData("{\"type\":\"teleport\"}", ErrorCode.UnknownType, "protocol.md")]
    [InlineData("{\"type\":\"cancel_task\"}", ErrorCode.Malformed, "task")]
    [InlineData("{\"type\":\"cancel_task\",\"task\":null}", ErrorCode.Malformed, "task")]
    [InlineData("{\"type\":\"cancel_task\",\"task\":7}", ErrorCode.Malformed, "$.task")]
    [InlineData("{\"type\":\"cancel\",\"attempt\":\"-1-2\"}", ErrorCode.Malformed, "$.attempt")]
    [InlineData("{\"type\":\"cancel\",\"attempt\":\"1-99999999999999999999\"}", ErrorCode.Malformed, "$.attempt")]
    [InlineData("[]", ErrorCode.Malformed, "JSON object")]
    [InlineData("null", ErrorCode.Malformed, "JSON object")]
    [InlineData("", ErrorCode.Malformed, "JSON object")]
    [InlineData("{\"type\":", ErrorCode.Malformed, "JSON object")]
    [InlineData("{\"type\":\"drain\"", ErrorCode.Malformed, "drain")]
    public void A_refusal_names_what_is_wrong(string json, ErrorCode code, string part)
    {
        Assert.False(MessageCodec.TryDecode(Encoding.UTF8.GetBytes(json), out _, out var error));
        Assert.Equal(code, error!.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        var deep = "{\"type\":\"drain\",\"x\":" + new string('[', 5_000) + new string(']', 5_000) + "}";
        Assert.False(MessageCodec.TryDecode(Encoding.UTF8.GetBytes(deep), out _, out var error));
        Assert.Equal(ErrorCode.Malformed, error!.Code);
    }

    [Fact]
    public void Random_damage_never_throws() => SeededMessages(5_000, message =>
    {
        var bytes = Encode(message);
        var random = new System.Random(bytes.Length);
        for (var i = 0; i < 4; i++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var j = random.Next(1, 8); j > 0; j--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var length = random.Next(2) == 0 ? damaged.Length : random.Next(damaged.Length);
            if (!MessageCodec.TryDecode(damaged.AsSpan(0, length), out var read, out var error)) Assert.NotNull(error);
            else Assert.NotNull(read);
        }
    });

    private static byte[] Encode(Message message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(message, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void SeededMessages(int count, Action<Message> check)
    {
        for (var seed = 1; seed <= count; seed++) check(RandomMessage.Next(new System.Random(seed)));
    }
}
