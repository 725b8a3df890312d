using System.Text;

namespace P2C2R.Tests.Kernels.Pathfinding;

/// <summary>A sample of the real maps' cells against <see cref="ReferenceSearch"/>: equal counts of steps, not only equal lengths.</summary>
public sealed class RealMapReferenceTests
{
    private const int Goals = 200;

    [Theory]
    [InlineData("bg512/AR0011SR")]
    [InlineData("dao/arena")]
    [InlineData("dao/den520d")]
    [InlineData("dao/lak303d")]
    [InlineData("mazes/maze512-4-0")]
    [InlineData("random/random512-25-0")]
    [InlineData("sc1/BigGameHunters")]
    public void Steps_are_those_of_the_reference_search(string name)
    {
        var folder = RealData.Require("movingai");
        var rows = File.ReadAllLines(Path.Combine(folder, name + ".map"))[4..];
        var random = new Random(11);
        var free = (from y in Enumerable.Range(0, rows.Length) from x in Enumerable.Range(0, rows[y].Length) where ReferenceSearch.IsFree(rows, x, y) select (X: x, Y: y)).ToList();
        var start = free[random.Next(free.Count)];
        var goals = Enumerable.Range(0, Goals).Select(_ => free[random.Next(free.Count)]).ToList();
        var queries = string.Join(',', goals.Select(g => $$"""{"start":[{{start.X}},{{start.Y}}],"goal":[{{g.X}},{{g.Y}}]}"""));
        var answers = PathsOf.Document(Encoding.UTF8.GetBytes($$"""{"map":"{{name}}.map","queries":[{{queries}}]}"""), new FilesIn(folder));
        var lengths = ReferenceSearch.LengthsFrom(rows, start.X, start.Y);
        for (var i = 0; i < Goals; i++)
        {
            var found = (string)answers[i]!["status"]! == "reachable" ? new ExactLength((int)answers[i]!["straight_steps"]!, (int)answers[i]!["diagonal_steps"]!) : (ExactLength?)null;
            Assert.Equal(lengths[goals[i].X, goals[i].Y], found);
        }
    }
}
