using System.Reflection;
using System.Runtime.Loader;

namespace P2C2R.Tests.Simulation.Mutation;

/// <summary>The simulation a second time, in the same process, over a mutant of the state core.</summary>
public sealed class MutantContext(string mutant) : AssemblyLoadContext("mutant", isCollectible: true)
{
    /// <summary>See <see cref="SeedRunner.FirstFailure"/>.</summary>
    public string? FirstFailure(int seeds)
    {
        var tests = LoadFromAssemblyName(typeof(SeedRunner).Assembly.GetName());
        var method = tests.GetType(typeof(SeedRunner).FullName!)!.GetMethod(nameof(SeedRunner.FirstFailure))!;
        return (string?)method.Invoke(null, [seeds]);
    }

    protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name switch
    {
        "P2C2R.Grid" => LoadFromAssemblyPath(mutant),
        "P2C2R.Tests" => LoadFromAssemblyPath(typeof(SeedRunner).Assembly.Location),
        _ => null,
    };
}
