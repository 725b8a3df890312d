using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Bonds;
using P2C2R.Kernels.Physics.Destruction.Scenes;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.NarrowPhase;

namespace P2C2R.Kernels.Physics.Destruction.Running;

/// <summary>
/// Finds which bonds break in a substep: contact impulses and blows are forces on pieces for as long as it lasts; clusters that hold on to something
/// carry their weight too, free ones are accelerated by what presses on them and carry what that takes. The most used bonds break first, then
/// what is left is looked at again.
/// </summary>
/// <param name="pieces">The pieces.</param>
/// <param name="scenario">Factors of strength and blows.</param>
/// <param name="world">Where they are.</param>
internal sealed class BondBreaker(FracturedScene pieces, Scenario scenario, BreakingWorld world)
{
    // Rounds in a substep: what is still too much then breaks in the next one.
    private const int Rounds = 8;

    // Of the most used bond's use: those breaking with it.
    private const double Together = 0.7;

    // A free cluster that is pressed with less than this many times its weight is not looked at.
    private const double Quiet = 4;

    // A cluster that holds on to something is looked at when something awake presses on it; else now and then, because its weight broke nothing before.
    private const int Watch = 64;

    private readonly (Double3 Force, Double3 Torque)[] _loads = new (Double3, Double3)[pieces.Pieces.Length];
    private readonly double[] _pressed = new double[pieces.Pieces.Length];
    private readonly List<(int Piece, int OtherPiece, int OtherBody)> _presses = [];
    private readonly List<int> _broken = [];
    private ClusterMap _before = world.Map;

    /// <summary>Pushes the bodies with the blows of a substep.</summary>
    public void Blow(int substep)
    {
        foreach (var impact in pieces.Scene.Impacts)
        {
            if (impact.Step * pieces.Scene.Substeps != substep) continue;
            foreach (var (piece, force, arm) in Shares(impact))
            {
                var body = world.BodyOf(piece);
                if (world.World.Bodies.Kinds[body] == BodyKind.Dynamic) world.World.Push(body, force, Float3.Cross(arm, force));
            }
        }
    }

    /// <summary>Marks what breaks; whether anything does.</summary>
    public bool Break(int substep, CancellationToken cancellation)
    {
        Array.Clear(_loads);
        Array.Clear(_pressed);
        _presses.Clear();
        _broken.Clear();
        _before = world.Map;
        AddContacts();
        AddBlows(substep);
        var (map, isAny) = (world.Map, false);
        for (var round = 0; round < Rounds; round++)
        {
            var broke = false;
            foreach (var cluster in map.Clusters)
            {
                if (cluster.Length > 1 && IsStrained(cluster, substep)) broke |= BreakIn(cluster, cancellation);
            }

            if (!broke) break;
            isAny = true;
            map = new(pieces, world.IsBroken);
        }

        return isAny;
    }

    /// <summary>
    /// For each cluster that the last look broke what that took, and the bodies that the cost is to be taken from: those on both sides of the broken bonds
    /// and those that pressed on the cluster, as they are numbered now.
    /// </summary>
    public IEnumerable<(IReadOnlyCollection<int> Members, double Cost)> Costs()
    {
        foreach (var cluster in _broken.GroupBy(b => _before.ClusterOf[pieces.Bonds[b].A]).OrderBy(static g => g.Key))
        {
            var (members, cost) = (new SortedSet<int>(), 0.0);
            foreach (var b in cluster)
            {
                members.Add(world.BodyOf(pieces.Bonds[b].A));
                members.Add(world.BodyOf(pieces.Bonds[b].B));
                cost += (double)pieces.Bonds[b].Area * pieces.Scene.Solids[pieces.SolidOf[pieces.Bonds[b].A]].Material.FractureEnergy * scenario.Strength;
            }

            foreach (var (piece, otherPiece, otherBody) in _presses)
            {
                if (_before.ClusterOf[piece] == cluster.Key && (otherPiece >= 0 || otherBody >= 0)) members.Add(otherPiece >= 0 ? world.BodyOf(otherPiece) : otherBody);
            }

            yield return (members, cost);
        }
    }

    private bool IsStrained(int[] cluster, int substep)
    {
        var (pressed, mass, isFixed) = (0.0, 0.0, false);
        foreach (var piece in cluster)
        {
            pressed += _pressed[piece];
            mass += pieces.Masses[piece];
            isFixed |= pieces.IsAnchored[piece];
        }

        var weight = mass * pieces.Scene.Gravity.Length;
        return isFixed ? substep % Watch == 0 || pressed > weight * 0.05 : pressed > Quiet * weight && pressed > 0;
    }

    private bool BreakIn(int[] cluster, CancellationToken cancellation)
    {
        var local = new Dictionary<int, int>();
        for (var i = 0; i < cluster.Length; i++) local.Add(cluster[i], i);
        var (numbers, bonds) = (new List<int>(), new List<Bond>());
        foreach (var piece in cluster)
        {
            foreach (var b in pieces.BondsOf[piece])
            {
                if (pieces.Bonds[b].A != piece || world.IsBroken[b]) continue;
                numbers.Add(b);
                bonds.Add(pieces.Bonds[b] with { A = local[pieces.Bonds[b].A], B = local[pieces.Bonds[b].B] });
            }
        }

        var isFixed = Array.ConvertAll(cluster, p => pieces.IsAnchored[p]);
        var solver = new StressSolver(Array.ConvertAll(cluster, p => pieces.Centers[p]), isFixed, bonds);
        var stresses = solver.Solve(Loads(cluster, Array.Exists(isFixed, static f => f)), cancellation);
        var uses = stresses.Select((s, i) => Use(s, numbers[i])).ToArray();
        var most = uses.Length == 0 ? 0 : uses.Max();
        if (most <= 1) return false;
        for (var i = 0; i < uses.Length; i++)
        {
            if (uses[i] < Math.Max(1, Together * most)) continue;
            world.IsBroken[numbers[i]] = true;
            _broken.Add(numbers[i]);
        }

        return true;
    }

    private double Use(BondStress stress, int bond)
    {
        // Slivers without a hull stay with their neighbours.
        if (pieces.Hulls[pieces.Bonds[bond].A].Length == 0 || pieces.Hulls[pieces.Bonds[bond].B].Length == 0) return 0;
        var material = pieces.Scene.Solids[pieces.SolidOf[pieces.Bonds[bond].A]].Material;
        double factor = scenario.Strength;
        return stress.Use(material.Strength * factor, material.CompressiveStrength * factor, material.ShearStrength * factor);
    }

    /// <summary>What presses on the pieces of a cluster, in its own axes, and its weight or inertia.</summary>
    private (Double3 Force, Double3 Torque)[] Loads(int[] cluster, bool isFixed)
    {
        var turn = world.World.Bodies.Rotations[world.BodyOf(cluster[0])];
        var loads = Array.ConvertAll(cluster, p => (Force: Back(turn, _loads[p].Force), Torque: Back(turn, _loads[p].Torque)));
        if (!isFixed) return InertiaRelief.Balance(loads, Array.ConvertAll(cluster, p => pieces.Centers[p]), Array.ConvertAll(cluster, p => pieces.Masses[p]), Array.ConvertAll(cluster, p => pieces.Pieces[p].Volume));
        var gravity = new Double3(pieces.Scene.Gravity.X, pieces.Scene.Gravity.Y, pieces.Scene.Gravity.Z);
        for (var i = 0; i < cluster.Length; i++) loads[i].Force += gravity * pieces.Masses[cluster[i]];
        return loads;
    }

    private static Double3 Back(Rotation turn, Double3 v)
    {
        var back = turn.TurnBack(new((float)v.X, (float)v.Y, (float)v.Z));
        return new(back.X, back.Y, back.Z);
    }

    private void AddContacts()
    {
        var (contacts, bodies, colliders) = (world.World.Contacts, world.World.Bodies, world.World.Colliders);
        for (var c = 0; c < contacts.Count; c++)
        {
            var row = contacts.Rows.AsSpan(c * ContactStore.Row, ContactStore.Row);
            var (impulse, middle) = Pressed(row);
            if (contacts.Touching[c] == 0 || !(impulse > 0)) continue;
            var (a, b) = (world.PieceOf(contacts.A[c]), world.PieceOf(contacts.B[c]));
            var force = Float3.From(row, ContactStore.Normal) * (impulse / world.Duration);
            var point = bodies.Centers[colliders.Bodies[contacts.A[c]]] + middle;
            var (bodyA, bodyB) = (colliders.Bodies[contacts.A[c]], colliders.Bodies[contacts.B[c]]);
            var isAwake = bodies.IsActive(bodyA) || bodies.IsActive(bodyB);
            if (a >= 0) Press(a, -force, point - Place(a), isAwake, b, bodyB);
            if (b >= 0) Press(b, force, point - Place(b), isAwake, a, bodyA);
        }
    }

    private void Press(int piece, Float3 force, Float3 arm, bool isAwake, int otherPiece, int otherBody)
    {
        Add(piece, force, arm);
        if (!isAwake) return;
        _pressed[piece] += force.Length;
        _presses.Add((piece, otherPiece, otherBody));
    }

    /// <summary>Where a piece's centre is now.</summary>
    private Float3 Place(int piece)
    {
        var (bodies, body) = (world.World.Bodies, world.BodyOf(piece));
        return bodies.Centers[body] + bodies.Rotations[body].Turn(pieces.Pieces[piece].Center - bodies.LocalCenters[body]);
    }

    /// <summary>The impulse of a contact's points, and their middle from the first body's centre.</summary>
    private static (float Impulse, Float3 Middle) Pressed(ReadOnlySpan<float> row)
    {
        var (sum, impulse) = (default(Float3), 0f);
        for (var k = 0; k < Manifold.Most; k++)
        {
            if (row[ContactStore.Points + (4 * k) + 3] >= ContactStore.NoPoint) continue;
            var push = row[ContactStore.Impulses + k];
            sum += Float3.From(row, ContactStore.Points + (4 * k)) * push;
            impulse += push;
        }

        return (impulse, impulse > 0 ? sum / impulse : default);
    }

    private void AddBlows(int substep)
    {
        foreach (var impact in pieces.Scene.Impacts)
        {
            if (impact.Step * pieces.Scene.Substeps != substep) continue;
            foreach (var (piece, force, _) in Shares(impact)) Press(piece, force, default, true, -1, -1);
        }
    }

    /// <summary>The force of a blow on each piece around it, and where that is from its body's centre.</summary>
    private List<(int Piece, Float3 Force, Float3 Arm)> Shares(SceneImpact impact)
    {
        var hit = Enumerable.Range(0, pieces.Pieces.Length).Where(p => (Place(p) - impact.Point).Length <= impact.Radius).ToList();
        var mass = hit.Sum(p => pieces.Masses[p]);
        var force = impact.Impulse * (scenario.Speed / world.Duration);
        return hit.ConvertAll(p => (p, force * (float)(pieces.Masses[p] / mass), Place(p) - world.World.Bodies.Centers[world.BodyOf(p)]));
    }

    private void Add(int piece, Float3 force, Float3 arm)
    {
        var torque = Float3.Cross(arm, force);
        var (f, t) = _loads[piece];
        _loads[piece] = (f + new Double3(force.X, force.Y, force.Z), t + new Double3(torque.X, torque.Y, torque.Z));
    }
}
