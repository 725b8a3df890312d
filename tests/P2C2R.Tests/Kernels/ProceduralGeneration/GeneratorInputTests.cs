using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.ProceduralGeneration;

namespace P2C2R.Tests.Kernels.ProceduralGeneration;

/// <summary>What is wrong with a document is said before anything is computed, with the field, its limit and a remedy.</summary>
public sealed class GeneratorInputTests
{
    private const string Tile = """{"name":"a","edges":["x","x","x","x"]}""";

    [Theory]
    [InlineData("""{"generator":"dungeon","width":15}""", "\"width\" must be a whole number from 16 to 1024, not 15")]
    [InlineData("""{"generator":"dungeon","height":2000000000}""", "\"height\" must be a whole number from 16 to 1024")]
    [InlineData("""{"generator":"dungeon","rooms":0}""", "\"rooms\" must be a whole number from 1 to 2048")]
    [InlineData("""{"generator":"dungeon","keys":13}""", "\"keys\" must be a whole number from 0 to 12")]
    [InlineData("""{"generator":"dungeon","count":1025}""", "\"count\" must be a whole number from 1 to 1024")]
    [InlineData("""{"generator":"dungeon","seed":-1}""", "\"seed\" must be a whole number from 0 to 9223372036854775807")]
    [InlineData("""{"generator":"dungeon","seed":1.5}""", "\"seed\" must be a whole number")]
    [InlineData("""{"generator":"dungeon","room_min":9,"room_max":5}""", "the least side can't be greater")]
    [InlineData("""{"generator":"dungeon","width":16,"height":16,"room_max":20}""", "a room has at most 12")]
    [InlineData("""{"generator":"dungeon","monsters":3}""", "\"monsters\" is not a field here")]
    public void Dungeons(string document, string message) => Expect(document, message, NoFiles.Instance);

    [Theory]
    [InlineData(""" "width":5,"height":5 """, "either \"tiles\", with labelled edges, or \"sample\"")]
    [InlineData(""" "width":5,"tiles":[TILE] """, "\"height\" is missing")]
    [InlineData(""" "width":1025,"height":5,"tiles":[TILE] """, "\"width\" must be a whole number from 1 to 1024")]
    [InlineData(""" "width":5,"height":5,"tiles":[TILE],"sample":["aa"] """, "either \"tiles\"")]
    [InlineData(""" "width":5,"height":5,"tiles":[TILE],"pattern":3 """, "\"pattern\" goes with a \"sample\"")]
    [InlineData(""" "width":5,"height":5,"tiles":[TILE,TILE] """, "two tiles have the same \"name\"")]
    [InlineData(""" "width":5,"height":5,"backtracks":1000001,"tiles":[TILE] """, "\"backtracks\" must be a whole number from 0 to 1000000")]
    [InlineData(""" "width":5,"height":5,"tiles":[{"name":"b"}] """, "has no \"edges\"")]
    [InlineData(""" "width":5,"height":5,"tiles":[{"edges":["x","x","x","x"]}] """, "has no \"name\"")]
    [InlineData(""" "width":5,"height":5,"tiles":[{"name":"b","edges":["x","x","x"]}] """, "four labels")]
    [InlineData(""" "width":5,"height":5,"tiles":[{"name":"b","edges":["x","y","x","x"]}] """, "its edges differ where symmetry \"X\" says")]
    [InlineData(""" "width":5,"height":5,"tiles":[{"name":"b","symmetry":"Q","edges":["x","x","x","x"]}] """, "whichever letter turns as the tile does")]
    [InlineData(""" "width":5,"height":5,"tiles":[{"name":"b","weight":0,"edges":["x","x","x","x"]}] """, "\"weight\" must be a whole number from 1 to 1000000")]
    [InlineData(""" "width":5,"height":5,"tiles":[{"name":"b","edges":["x","x","x","x"],"rows":["q"]}] """, "the letter 'q' isn't in \"colors\"")]
    [InlineData(""" "width":5,"height":5,"colors":{"q":"red"},"tiles":[TILE] """, "a colour is written \"#rrggbb\", not \"red\"")]
    [InlineData(""" "width":5,"height":5,"tiles":[TILE],"pins":[{"x":4,"y":0,"width":2,"tiles":["a"]}] """, "pin 0 reaches beyond the map of 5 x 5")]
    [InlineData(""" "width":5,"height":5,"tiles":[TILE],"pins":[{"x":4,"y":0,"tiles":["b"]}] """, "there is no tile \"b\"")]
    [InlineData(""" "width":5,"height":5,"tiles":[TILE],"pins":[{"x":4,"y":0}] """, "has no \"tiles\"")]
    [InlineData(""" "width":5,"height":5,"sample":["ab"],"colors":{"a":"#000000"} """, "the letter 'b' isn't in \"colors\"")]
    [InlineData(""" "width":5,"height":5,"sample":["aa","a"],"colors":{"a":"#000000"} """, "a row has 1 letters, the first has 2")]
    [InlineData(""" "width":5,"height":5,"sample":["aa","aa"],"colors":{"a":"#000000"} """, "is 2 x 2, smaller than its pieces of 3 x 3")]
    [InlineData(""" "width":5,"height":5,"sample":["aa","aa"],"symmetry":3,"colors":{"a":"#000000"} """, "\"symmetry\" is 1, 2, 4 or 8")]
    [InlineData(""" "width":2,"height":5,"sample":["aaa","aaa","aaa"],"colors":{"a":"#000000"} """, "smaller than the pieces of 3 x 3")]
    [InlineData(""" "width":5,"height":5,"sample":"missing.png" """, "there is no file missing.png")]
    public void Wave_function_collapse(string fields, string message) =>
        Expect($$"""{"generator":"wave_function_collapse",{{fields.Replace("TILE", Tile, StringComparison.Ordinal)}}}""", message, NoFiles.Instance);

    [Theory]
    [InlineData("sample.png", "sample.png: not a readable PNG")]
    [InlineData("noise.png", "has more than 256 colours")]
    [InlineData("busy.png", "different pieces of 3 x 3, at most 4096 are allowed")]
    [InlineData("wide.png", "300 x 3 pixels; 1 x 1 to 256 x 256 are allowed")]
    [InlineData("states.png", "states, at most 33554432 are allowed")]
    public void Samples(string file, string message) =>
        Expect($$"""{"generator":"wave_function_collapse","width":900,"height":900,"sample":"{{file}}"}""", message, new Pictures());

    [Fact]
    public void Tiles_that_all_go_together()
    {
        var tiles = string.Join(',', Enumerable.Range(0, 200).Select(static i => $$"""{"name":"t{{i}}","symmetry":"F","edges":["x","x","x","x"]}"""));
        Expect($$"""{"generator":"wave_function_collapse","width":9,"height":9,"tiles":[{{tiles}}]}""", "5120000 pairs of patterns may stand side by side, at most 2097152 are allowed", NoFiles.Instance);
    }

    private static void Expect(string document, string message, IInputFiles files)
    {
        var wrong = Assert.Throws<InputException>(() => new ProceduralGenerationKernel().Plan(Encoding.UTF8.GetBytes(document), files));
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
    }

    private sealed class Pictures : IInputFiles
    {
        public ReadOnlyMemory<byte> Read(string name)
        {
            var random = new Random(1);
            var noise = Enumerable.Range(0, 65_536).Select(_ => random.Next(65_536)).ToArray();
            return name switch
            {
                "sample.png" => "no picture"u8.ToArray(),
                "noise.png" => Encode(64, 64, (x, y, c) => noise[(y * 64) + x] >> (c * 5) & 255),
                "busy.png" => Encode(128, 128, (x, y, _) => noise[(y * 128) + x] & 0x70),
                "wide.png" => Encode(300, 3, static (_, _, _) => 0),
                _ => Encode(16, 16, (x, y, _) => noise[(y * 16) + x] & 128),
            };
        }

        private static byte[] Encode(int width, int height, Func<int, int, int, int> sample) => new Images.PngEncoder(width, height, 8, 2) { Sample = sample }.Encode();
    }
}
