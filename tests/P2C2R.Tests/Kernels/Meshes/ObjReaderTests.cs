using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Meshes;

namespace P2C2R.Tests.Kernels.Meshes;

public sealed class ObjReaderTests
{
    private const string Square = "v 0 0 0\nv 1 0 0\nv 1 0 1\nv 0 0 1\n";

    [Theory]
    [InlineData("f 1 2 3 4")]
    [InlineData("f 1/1 2/1 3/1 4/1 # a comment")]
    [InlineData("f 1//1 2//1 3//1 4//1")]
    [InlineData("f 1/1/1 2/2/2\t3/3/3  4/4/4 ")]
    [InlineData("f -4 -3 -2 -1\r")]
    [InlineData("o x\ng y\ns 1\nusemtl z\nvn 0 1 0\nvt 0 0\nl 1 2\n\n#f 1\nf -4//-1 2 3 4")]
    public void A_square_becomes_two_triangles_in_every_form_of_index(string face)
    {
        var mesh = Read(Square + face);
        Assert.Equal([0, 1, 2, 0, 2, 3], mesh.Indices);
        Assert.Equal([0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1], mesh.Positions);
    }

    [Fact]
    public void Colours_and_weights_of_vertices_are_skipped()
    {
        var mesh = Read("v 1e1 -2.5 +3 0.1 0.2 0.3\nv 0 0 0 1\nv 1 1 1\nf 1 2 3");
        Assert.Equal([10, -2.5f, 3], mesh.Positions[..3]);
    }

    [Theory]
    [InlineData("v 1 2", "line 1, column 6: a vertex has x, y and z; this one has 2 numbers")]
    [InlineData("v 1 nan 2", "line 1, column 5: a coordinate must be a finite number")]
    [InlineData("v 1 2 1e39", "line 1, column 7: a coordinate must be a finite number")]
    [InlineData(Square + "f 1 2", "line 5, column 1: a face has at least 3 corners, this one has 2")]
    [InlineData(Square + "f 1 2 5", "line 5, column 7: there is no vertex 5: 4 stand above this line")]
    [InlineData(Square + "f 0 1 2", "line 5, column 3: there is no vertex 0")]
    [InlineData(Square + "f 1 -5 2", "line 5, column 5: there is no vertex -5")]
    [InlineData(Square + "f 1 2/ 3", "line 5, column 5: a face's corner is")]
    [InlineData(Square + "f 1 2 3x", "line 5, column 7: a face's corner is")]
    [InlineData(Square + "f 1 2 \\\n3", "line 5, column 7: a line that goes on")]
    [InlineData(Square + "surf 0 1", "free-form")]
    [InlineData(Square, "there is no face")]
    [InlineData("", "there is no face")]
    public void What_is_wrong_is_said_with_its_place(string text, string message)
    {
        var error = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("x.obj", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        var random = new Random(1);
        var original = Encoding.UTF8.GetBytes(Square + "vn 0 1 0\nf 1/2/3 2//1 -2 4/1\nf 1 2 3\n");
        for (var i = 0; i < 5000; i++)
        {
            var text = original.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) text[random.Next(text.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"0123456789-/.e \n"[random.Next(16)];
            try
            {
                var mesh = ObjReader.Read(text.AsSpan(0, random.Next(text.Length + 1)), "x.obj");
                Assert.All(mesh.Indices, index => Assert.InRange(index, 0, mesh.VertexCount - 1));
                Assert.All(mesh.Positions, value => Assert.True(float.IsFinite(value)));
            }
            catch (InputException e)
            {
                Assert.StartsWith("x.obj", e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static TriangleMesh Read(string text) => ObjReader.Read(Encoding.UTF8.GetBytes(text), "x.obj");
}
