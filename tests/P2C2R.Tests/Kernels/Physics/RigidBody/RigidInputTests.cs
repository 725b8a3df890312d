using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Physics.RigidBody;

namespace P2C2R.Tests.Kernels.Physics.RigidBody;

/// <summary>Bad input gets a message that names the field, the limit and the remedy, before anything is computed.</summary>
public sealed class RigidInputTests
{
    private const string Ball = """{"name":"ball","shape":{"type":"sphere","radius":1}}""";

    [Theory]
    [InlineData("""{"bodies":[BALL]}""", "\"steps\" is missing")]
    [InlineData("""{"steps":1}""", "\"bodies\" is missing")]
    [InlineData("""{"steps":0,"bodies":[BALL]}""", "\"steps\" must be a whole number from 1 to 100000")]
    [InlineData("""{"steps":1,"time_step":0,"bodies":[BALL]}""", "\"time_step\" must be a number from 0.0001")]
    [InlineData("""{"steps":1,"time_step":1,"bodies":[BALL]}""", "\"time_step\" must be a number from")]
    [InlineData("""{"steps":1,"gravity":[0,NaN,0],"bodies":[BALL]}""", "not JSON")]
    [InlineData("""{"steps":1,"gravity":[0,1e9,0],"bodies":[BALL]}""", "\"gravity\" must be a number from -1000 to 1000")]
    [InlineData("""{"steps":1,"bodies":[{"name":"b","mass":0,"shape":{"type":"sphere","radius":1}}]}""", "\"mass\" must be a number from")]
    [InlineData("""{"steps":1,"bodies":[{"name":"b","mass":1e30,"shape":{"type":"sphere","radius":1}}]}""", "\"mass\" must be a number from")]
    [InlineData("""{"steps":1,"bodies":[{"name":"b","shape":{"type":"sphere","radius":1e9}}]}""", "\"radius\" must be a number from 0.001")]
    [InlineData("""{"steps":1,"bodies":[{"name":"b","shape":{"type":"sphere"}}]}""", "this shape needs \"radius\"")]
    [InlineData("""{"steps":1,"bodies":[{"name":"b","shape":{"type":"torus"}}]}""", "there is no shape \"torus\"")]
    [InlineData("""{"steps":1,"bodies":[{"name":"b","shape":"none"}]}""", "which is not in \"shapes\"")]
    [InlineData("""{"steps":1,"bodies":[{"name":"b","rotation":[0,0,0,0],"shape":{"type":"sphere","radius":1}}]}""", "which is no rotation")]
    [InlineData("""{"steps":1,"bodies":[{"name":"b","shape":{"type":"hull","points":[[0,0,0],[1,0,0],[0,1,0],[1,1,0]]}}]}""", "lie in one plane")]
    [InlineData("""{"steps":1,"bodies":[{"name":"b","shape":{"type":"height_field","heights":[[0,0],[0,0]]}}]}""", "which only static bodies may be")]
    [InlineData("""{"steps":1,"bodies":[{"name":"b","grid":{"count":[1000,1000,1000],"spacing":[3,3,3]},"shape":{"type":"sphere","radius":1}}]}""", "at most 100000 are possible")]
    [InlineData("""{"steps":1,"bodies":[BALL,BALL]}""", "two bodies are called \"ball\"")]
    [InlineData("""{"steps":1,"bodies":[BALL,{"name":"b","position":[0.1,0,0],"shape":{"type":"sphere","radius":1}}]}""", "\"ball\" and \"b\" overlap by 1.9 m at the start")]
    [InlineData("""{"steps":1,"bodies":[BALL],"joints":[{"type":"ball","a":"ball","b":"ball"}]}""", "to itself")]
    [InlineData("""{"steps":1,"bodies":[BALL],"joints":[{"type":"ball","a":"ball","b":"door"}]}""", "there is no body \"door\"")]
    [InlineData("""{"steps":1,"bodies":[BALL],"pushes":[{"body":"ball","force":[1e20,0,0]}]}""", "\"force\" must be a number from")]
    [InlineData("""{"steps":100000,"record_every":1,"bodies":[{"name":"b","grid":{"count":[100,1,1],"spacing":[3,3,3]},"shape":{"type":"sphere","radius":1}}]}""", "raise \"record_every\"")]
    [InlineData("""{"steps":1,"bodies":[BALL],"sweep":{"seed":[1,2],"mass":[1]}}""", "\"mass\" is not a field here")]
    public void Wrong_documents_are_refused(string document, string message)
    {
        var bytes = Encoding.UTF8.GetBytes(document.Replace("BALL", Ball, StringComparison.Ordinal));
        var thrown = Assert.Throws<InputException>(() => new RigidBodyKernel().Plan(bytes, new NoFiles()));
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }
}
