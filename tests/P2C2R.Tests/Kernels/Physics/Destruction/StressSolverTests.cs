using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Bonds;

namespace P2C2R.Tests.Kernels.Physics.Destruction;

/// <summary>Stresses against what statics says of a chain and of beams.</summary>
public sealed class StressSolverTests
{
    private const int Blocks = 10;
    private const double Weight = 100;

    // Relative: conjugate gradients stop at 1e-7, and bonds are stored in binary32.
    private const double Tolerance = 1e-4;

    [Fact]
    public void Each_bond_of_a_hanging_chain_carries_what_hangs_below()
    {
        var stresses = Solve(new(0, -1, 0), static _ => 0.5f, new(0, -Weight, 0));
        for (var i = 0; i < stresses.Length; i++)
        {
            Assert.Equal((Blocks - 1 - i) * Weight / 0.5, stresses[i].Tension, Tolerance * Weight * Blocks);
            Assert.Equal(0, stresses[i].Shear, Tolerance * Weight * Blocks);
        }
    }

    /// <summary>A bond in the middle has a section so small that less weight is more stress.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void The_weakest_bond_of_a_chain_is_used_most(int weak)
    {
        var stresses = Solve(new(0, -1, 0), i => i == weak ? 0.05f : 0.5f, new(0, -Weight, 0));
        Assert.Equal(weak, Enumerable.Range(0, stresses.Length).MaxBy(i => stresses[i].Use(1, 1, 1)));
    }

    /// <summary>Bending in a beam that sticks out grows towards its root with the square of the length.</summary>
    [Fact]
    public void A_cantilever_is_used_most_at_its_root()
    {
        var stresses = Solve(new(1, 0, 0), static _ => 1f, new(0, -Weight, 0));
        Assert.Equal(0, Enumerable.Range(0, stresses.Length).MaxBy(i => stresses[i].Use(1, 1, 1)));
        for (var i = 0; i < stresses.Length; i++)
        {
            double beyond = Blocks - 1 - i;
            Assert.Equal(beyond * Weight, stresses[i].Shear, Tolerance * Weight * Blocks);
            Assert.Equal(stresses[i].Tension, stresses[i].Pressure, Tolerance * Weight * Blocks * Blocks);

            // Moment of so many blocks of length 1, over the section modulus of a disk of area 1.
            Assert.Equal(beyond * beyond / 2 * Weight * Math.Sqrt(16 * Math.PI), stresses[i].Tension, Tolerance * Weight * Blocks * Blocks * 10);
        }
    }

    /// <summary>A free bar pushed at one end: a bond carries what accelerates the blocks beyond it.</summary>
    [Fact]
    public void A_free_bar_is_pressed_less_the_farther_from_the_push()
    {
        var centers = Enumerable.Range(0, Blocks).Select(static i => new Double3(i, 0, 0)).ToArray();
        var loads = new (Double3, Double3)[Blocks];
        loads[0] = (new(Weight, 0, 0), default);
        var masses = Enumerable.Repeat(1.0, Blocks).ToArray();
        var solver = new StressSolver(centers, new bool[Blocks], Bonds(new(1, 0, 0), static _ => 1f));
        var stresses = solver.Solve(InertiaRelief.Balance(loads, centers, masses, masses), TestContext.Current.CancellationToken);
        for (var i = 0; i < stresses.Length; i++) Assert.Equal(Weight * (Blocks - 1 - i) / Blocks, stresses[i].Pressure, Tolerance * Weight);
    }

    /// <summary>Off-centre, so that it turns; the loads must balance in force and torque.</summary>
    [Fact]
    public void Inertia_balances_any_load()
    {
        Double3[] centers = [new(0, 0, 0), new(1, 0.2, 0), new(0.3, 1, 0.5), new(-1, 0.4, 2)];
        (Double3 Force, Double3 Torque)[] loads = [(new(1, 2, 3), new(0, 1, 0)), default, (new(-4, 0, 1), default), default];
        var balanced = InertiaRelief.Balance(loads, centers, [1, 2, 3, 4], [0.001, 0.5, 1, 2]);
        var force = balanced.Aggregate(default(Double3), static (s, l) => s + l.Force);
        var torque = balanced.Select((l, i) => l.Torque + Double3.Cross(centers[i], l.Force)).Aggregate(default(Double3), static (s, t) => s + t);
        Assert.True(force.Length < 1e-12 && torque.Length < 1e-12, $"{force} {torque}");
    }

    private static List<Bond> Bonds(Double3 along, Func<int, float> area) =>
        [.. Enumerable.Range(0, Blocks - 1).Select(i => new Bond(i, i + 1, area(i), new((float)(along.X * (i + 0.5)), (float)(along.Y * (i + 0.5)), (float)(along.Z * (i + 0.5))), new((float)along.X, (float)along.Y, (float)along.Z)))];

    /// <summary>Blocks in a row, the first held fast.</summary>
    private static BondStress[] Solve(Double3 along, Func<int, float> area, Double3 weight)
    {
        var centers = Enumerable.Range(0, Blocks).Select(i => along * i).ToArray();
        var isFixed = new bool[Blocks];
        isFixed[0] = true;
        var loads = Enumerable.Repeat((weight, default(Double3)), Blocks).ToArray();
        return new StressSolver(centers, isFixed, Bonds(along, area)).Solve(loads, TestContext.Current.CancellationToken);
    }
}
