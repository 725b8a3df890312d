namespace P2C2R.Tests.Kernels.Pathfinding;

/// <summary>The quick reference against the plain one.</summary>
public sealed class ReferenceAStarTests
{
    [Fact]
    public void Equals_the_plain_reference_on_random_maps()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var width = random.Next(2, 40);
            string[] rows = [.. Enumerable.Range(0, random.Next(2, 40)).Select(_ => string.Concat(Enumerable.Range(0, width).Select(_ => random.Next(10) < 3 ? '@' : '.')))];
            var (x, y) = (random.Next(width), random.Next(rows.Length));
            rows[y] = rows[y].Remove(x, 1).Insert(x, ".");
            var lengths = ReferenceSearch.LengthsFrom(rows, x, y);
            var quick = new ReferenceAStar(rows);
            for (var goal = 0; goal < width * rows.Length; goal++)
            {
                Assert.Equal(lengths[goal % width, goal / width], quick.Length(x, y, goal % width, goal / width));
            }
        }
    }
}
