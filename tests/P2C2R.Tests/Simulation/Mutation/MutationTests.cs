using System.Diagnostics;

namespace P2C2R.Tests.Simulation.Mutation;

/// <summary>Does the simulation find bugs? Each of the planted ones must be caught within the seeds that CI runs.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Seeds = 1000;

    [Fact]
    public void Every_planted_bug_is_caught()
    {
        var source = MutantCompiler.SourceFolder();
        var compiler = MutantCompiler.Compiler();
        if (source is null || compiler is null) Assert.Skip("needs the sources and the SDK");
        foreach (var mutant in Mutants.All) MutantCompiler.CheckFound(source, mutant);
        var folder = Directory.CreateTempSubdirectory("p2c2r-mutants-").FullName;
        try
        {
            var survivors = Mutants.All.Where(mutant => !IsCaught(compiler, source, mutant, Path.Combine(folder, mutant.Name.Replace(' ', '-')))).Select(mutant => mutant.Name).ToList();
            Assert.True(survivors.Count == 0, $"not caught: {string.Join(", ", survivors)}");
        }
        finally
        {
            // A loaded assembly can stay locked until its context is collected; what is left is in the temporary folder.
            try { Directory.Delete(folder, recursive: true); }
            catch (UnauthorizedAccessException) { }
        }
    }

    private bool IsCaught(string compiler, string source, Mutant mutant, string folder)
    {
        var watch = Stopwatch.StartNew();
        var context = new MutantContext(MutantCompiler.Compile(compiler, source, mutant, folder));
        var caught = context.FirstFailure(Seeds)?.Split('\t');
        context.Unload();
        output.WriteLine($"| {mutant.Name} | {mutant.What} | {(caught is null ? "NOT CAUGHT" : $"seed {caught[0]} | {caught[1]}")} | {watch.Elapsed.TotalSeconds:0.0} s |");
        return caught is not null;
    }
}
