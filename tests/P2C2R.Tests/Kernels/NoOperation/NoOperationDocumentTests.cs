using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.NoOperation;

namespace P2C2R.Tests.Kernels.NoOperation;

public sealed class NoOperationDocumentTests
{
    [Theory]
    [InlineData("", "line 1, column 1: not JSON")]
    [InlineData("[]", "the document must be an object { ... }, not an array")]
    [InlineData("""{"slices":0}""", "line 1, column 11: \"slices\" must be a whole number from 1 to 65536, not 0")]
    [InlineData("{\n  \"slises\": 1\n}", "line 2, column 13: \"slises\" is not a field here; the fields are slices, ")]
    [InlineData("""{"slices":1.5}""", "not 1.5")]
    [InlineData("""{"slices":"1"}""", "\"slices\" must be a whole number, not a string")]
    [InlineData("""{"units":1,"units":2}""", "\"units\" stands here twice")]
    [InlineData("""{"chain":1}""", "\"chain\" must be true or false, not a number")]
    [InlineData("""{"fail":"no"}""", "\"fail\" must be throw, refuse or out_of_units, not \"no\"")]
    [InlineData("""{"payload":"\ud800"}""", "not valid Unicode")]
    [InlineData("""{"slices":1}{}""", "line 1, column 13: not JSON")]
    [InlineData("{\"slices\":1,\n}", "line 2, column 1: not JSON")]
    public void A_wrong_document_is_refused_with_its_place(string document, string expected)
    {
        var e = Assert.Throws<InputException>(() => new NoOperationKernel().Plan(Encoding.UTF8.GetBytes(document), NoFiles.Instance));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("the input document, line ", e.Message, StringComparison.Ordinal);
    }
}
