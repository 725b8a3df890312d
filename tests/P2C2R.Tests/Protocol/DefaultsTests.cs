using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Tests.Protocol;

/// <summary>What a client may leave out has the default that docs/protocol.md gives.</summary>
public sealed class DefaultsTests
{
    [Fact]
    public void A_submission_with_only_what_is_required_has_the_documented_defaults()
    {
        var submit = Decode<Submit>("""{"type":"submit","task":"t","kind":"k","version":1,"slice_count":1,"max_units":5,"slices":[{"input":"","expected_units":1,"max_units":5}]}""");
        Assert.Equal((1, TaskPriority.Normal), (submit.Replicas, submit.Priority));
        var slice = submit.Slices[0];
        Assert.True(slice.Deliver);
        Assert.Empty(slice.Blobs);
        Assert.Empty(slice.DependsOn);
    }

    [Fact]
    public void A_hello_with_only_what_is_required_has_the_documented_defaults()
    {
        var hello = Decode<HelloPeer>("""{"type":"hello_peer","name":"p","slots":1,"device":{"cores":1,"memory_bytes":5},"kernels":[]}""");
        Assert.Empty(hello.Computing);
        Assert.Empty(hello.Blobs);
        Assert.Equal("", hello.Device.Os);
    }

    [Theory]
    [InlineData("""{"type":"hello_peer","name":"p","slots":1,"device":null,"kernels":[]}""")]
    [InlineData("""{"type":"hello_peer","name":null,"slots":1,"device":{"cores":1,"memory_bytes":5},"kernels":[]}""")]
    [InlineData("""{"type":"hello_peer","name":"p","slots":1,"device":{"cores":1,"memory_bytes":5,"os":null},"kernels":[]}""")]
    [InlineData("""{"type":"hello_peer","name":"p","slots":1,"device":{"cores":1,"memory_bytes":5},"kernels":null}""")]
    [InlineData("""{"type":"hello_peer","name":"p","slots":1,"device":{"cores":1,"memory_bytes":5},"kernels":[{"kind":null,"version":1}]}""")]
    [InlineData("""{"type":"failed","attempt":"1-1","code":"timed_out","reason":null}""")]
    [InlineData("""{"type":"get_task","task":null}""")]
    public void Null_is_refused_where_a_value_is_needed(string json) =>
        Assert.False(MessageCodec.TryDecode(Encoding.UTF8.GetBytes(json), out _, out _), json);

    [Fact]
    public void Null_is_none_where_a_list_may_be_left_out() =>
        Assert.Empty(Decode<HelloPeer>("""{"type":"hello_peer","name":"p","slots":1,"device":{"cores":1,"memory_bytes":5},"kernels":[],"computing":null}""").Computing);

    private static T Decode<T>(string json) where T : Message
    {
        Assert.True(MessageCodec.TryDecode(Encoding.UTF8.GetBytes(json), out var message, out var error), error?.Message);
        return Assert.IsType<T>(message);
    }
}
