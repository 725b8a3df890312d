using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Tests.Kernels.Pathfinding;

public sealed class PathfindingInputTests
{
    private const string GoodMap = "type octile\nheight 2\nwidth 3\nmap\n..@\n...\n";
    private const string GoodScenario = "version 1\n0\tm\t3\t2\t0\t0\t2\t1\t2.41\n";

    [Theory]
    [InlineData("""{"rows":["..","..."],"start":[0,0],"goal":[1,1]}""", "line 1, column 15: this row has 3 cells, the first has 2")]
    [InlineData("""{"rows":["..",".x"],"start":[0,0],"goal":[1,1]}""", "cell 1 of this row: 'x' is no terrain")]
    [InlineData("""{"rows":[],"start":[0,0],"goal":[1,1]}""", "\"rows\" is empty")]
    [InlineData("""{"rows":[""],"start":[0,0],"goal":[1,1]}""", "a row has 1 to 4096 cells, this one has 0")]
    [InlineData("""{"rows":[1],"start":[0,0],"goal":[1,1]}""", "\"rows\" must be a string, not a number")]
    [InlineData("""{"rows":[".."],"start":[0,0]}""", "\"goal\" is missing")]
    [InlineData("""{"rows":[".."]}""", "one of \"queries\", \"start\" and \"goal\", or \"agents\" and \"goal\"")]
    [InlineData("""{"rows":[".."],"queries":[]}""", "there is no query")]
    [InlineData("""{"rows":[".."],"queries":[{"start":[0,0]}]}""", "this query has no \"goal\"")]
    [InlineData("""{"rows":[".."],"queries":[{"start":[0,0],"goal":[0]}]}""", "\"goal\" is a cell: [x, y]")]
    [InlineData("""{"rows":[".."],"queries":[{"start":[0,0,0],"goal":[0,0]}]}""", "\"start\" is a cell: [x, y]")]
    [InlineData("""{"rows":[".."],"queries":[{"start":[0,0],"gaol":[0,0]}]}""", "\"gaol\" is not a field here; the fields are start, goal")]
    [InlineData("""{"rows":[".."],"start":[0,0],"goal":[0,9999999999]}""", "\"goal\" must be a whole number from -2147483648 to 2147483647")]
    [InlineData("""{"start":[0,0],"goal":[0,0]}""", "either \"map\", the name of a .map or .png file, or \"rows\"")]
    [InlineData("""{"map":"m","rows":["."],"start":[0,0],"goal":[0,0]}""", "either \"map\"")]
    [InlineData("""{"rows":["."],"start":[0,0],"goal":[0,0],"threads":4}""", "\"threads\" is not a field here; the fields are map, rows, queries, start, goal, agents, prepare")]
    public void A_wrong_document_is_refused_with_its_place(string document, string expected) => AssertRefused(document, NoFiles.Instance, expected);

    [Theory]
    [InlineData("", "m.map, line 1, column 1: a map begins with the line \"type octile\"")]
    [InlineData("type tile\n", "m.map, line 1")]
    [InlineData("type octile\nwidth 3\nmap\n", "m.map, line 3, column 1: the header has no \"height H\"")]
    [InlineData("type octile\nheight 2\nwidth 99999\nmap\n", "m.map, line 3, column 7: width must be a whole number from 1 to 4096")]
    [InlineData("type octile\nheight -1\n", "m.map, line 2, column 8: height must be")]
    [InlineData("type octile\nheight 2\nwidth 3\n", "m.map, line 4, column 1: the file ends before the line \"map\"")]
    [InlineData("type octile\nheight 2\nwidth 3\nmap\n...\n", "m.map, line 6, column 1: the file ends after 1 of 2 rows")]
    [InlineData("type octile\nheight 2\nwidth 3\nmap\n...\n..\n", "m.map, line 6, column 1: this row has 2 cells, the header says width 3")]
    [InlineData("type octile\nheight 2\nwidth 3\nmap\n...\n.?.\n", "m.map, line 6, column 2: '?' is no terrain")]
    [InlineData("type octile\nheight 2\nwidth 3\nmap\n...\n...\n...\n", "m.map, line 7, column 1: there is more after the last of 2 rows")]
    public void A_wrong_map_is_refused_with_its_place(string map, string expected) => AssertRefused(map, GoodScenario, expected);

    [Theory]
    [InlineData("", "m.map.scen, line 1, column 1: a scenario file begins with the line \"version 1\"")]
    [InlineData("version 2\n", "m.map.scen, line 1")]
    [InlineData("version 1\n", "there is no query")]
    [InlineData("version 1\n0 m 3 2 0 0 2\n", "m.map.scen, line 2, column 1: a query has 9 fields")]
    [InlineData("version 1\n0\tm\t3\t2\t0\tx\t2\t1\t2.41\n", "m.map.scen, line 2, column 11: this field must be a whole number")]
    [InlineData("version 1\n\n0\tm\t6\t4\t0\t0\t2\t1\t2.41\n", "m.map.scen, line 3, column 5: this query is for a map of 6 x 4 cells, the map has 3 x 2")]
    [InlineData("version 1\n0\tm\t3\t2\t0\t0\t2\t1\tnan\n", "m.map.scen, line 2, column 17: the last field must be the optimal length")]
    public void A_wrong_scenario_is_refused_with_its_place(string scenario, string expected) => AssertRefused(GoodMap, scenario, expected);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Both_line_ends_and_both_separators_are_read(string end)
    {
        var files = new Files(GoodMap.Replace("\n", end, StringComparison.Ordinal), GoodScenario.Replace("\n", end, StringComparison.Ordinal).Replace('\t', ' ') + end);
        var answers = PathsOf.Document("""{"map":"m.map","queries":"m.map.scen"}"""u8.ToArray(), files);
        Assert.Equal((2, 1), ((int)answers[0]!["steps"]!, (int)answers[0]!["diagonal_steps"]!));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        AssertRefused("""{"map":"nowhere.map","start":[0,0],"goal":[0,0]}""", NoFiles.Instance, "nowhere.map");
    }

    private static void AssertRefused(string map, string scenario, string expected) =>
        AssertRefused("""{"map":"m.map","queries":"m.map.scen"}""", new Files(map, scenario), expected);

    private static void AssertRefused(string document, IInputFiles files, string expected)
    {
        var e = Assert.Throws<InputException>(() => new PathfindingKernel().Plan(Encoding.UTF8.GetBytes(document), files));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    private sealed class Files(string map, string scenario) : IInputFiles
    {
        public ReadOnlyMemory<byte> Read(string name) => Encoding.UTF8.GetBytes(name == "m.map" ? map : scenario);
    }
}
