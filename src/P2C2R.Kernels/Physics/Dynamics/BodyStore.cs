using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// The bodies, array by array. What the solver gathers lies in rows of eight numbers a body: <c>x y z _ | x y z _</c>, linear before
/// angular. One row more than there are bodies stands for "nothing": lanes without a constraint use it.
/// </summary>
internal sealed class BodyStore
{
    /// <summary>Numbers in a row.</summary>
    public const int Row = 8;

    /// <summary>Bodies.</summary>
    public int Count { get; private set; }

    /// <summary>What moves each.</summary>
    public BodyKind[] Kinds { get; private set; } = [];

    /// <summary>Centres of mass, in the world.</summary>
    public Float3[] Centers { get; private set; } = [];

    /// <summary>From the body's axes to the world's.</summary>
    public Rotation[] Rotations { get; private set; } = [];

    /// <summary>Centres of mass in the body's axes.</summary>
    public Float3[] LocalCenters { get; private set; } = [];

    /// <summary>Inertia about the centre of mass, in the body's axes.</summary>
    public Symmetric3[] Inertias { get; private set; } = [];

    /// <summary>The inverses of <see cref="Inertias"/>; zero for what doesn't turn.</summary>
    public Symmetric3[] InverseInertias { get; private set; } = [];

    /// <summary>Rows: velocity, angular velocity.</summary>
    public float[] Velocities { get; private set; } = new float[Row];

    /// <summary>Rows: how far the centre moved in this step, the vector by which it turned.</summary>
    public float[] Motions { get; private set; } = new float[Row];

    /// <summary>Rows: the velocities before constraints acted in this substep.</summary>
    public float[] FreeVelocities { get; private set; } = new float[Row];

    /// <summary>Rows: <c>xx yy zz 1/mass | xy xz yz _</c> of the inverse inertia in the world's axes.</summary>
    public float[] InverseMasses { get; private set; } = new float[Row];

    /// <summary>Rows: acceleration and angular acceleration of this step, from gravity, forces and torques.</summary>
    public float[] Accelerations { get; private set; } = new float[Row];

    /// <summary>Rows: share of the velocities that damping leaves in a substep, four times linear and four times angular.</summary>
    public float[] Dampings { get; private set; } = new float[Row];

    /// <summary>Linear and angular damping, per second.</summary>
    public (float Linear, float Angular)[] DampingRates { get; private set; } = [];

    /// <summary>Share of the world's gravity.</summary>
    public float[] GravityScales { get; private set; } = [];

    /// <summary>Seconds for which a body was slow.</summary>
    public float[] RestTimes { get; private set; } = [];

    /// <summary>Whether a body sleeps: it stays where it is until something awake touches it.</summary>
    public bool[] Asleep { get; private set; } = [];

    /// <summary>Farthest point of its colliders from its centre of mass.</summary>
    public float[] Reaches { get; private set; } = [];

    /// <summary>Whether a joint holds it.</summary>
    public bool[] HasJoint { get; private set; } = [];

    /// <summary>Adds a body without mass.</summary>
    public int Add(BodyKind kind, Float3 center, Rotation rotation)
    {
        if (Count == Kinds.Length) Grow(Math.Max(16, 2 * Count));
        var body = Count++;
        (Kinds[body], Centers[body], Rotations[body]) = (kind, center, rotation);
        (GravityScales[body], RestTimes[body], Asleep[body], Reaches[body], HasJoint[body]) = (1, 0, false, 0, false);
        (LocalCenters[body], Inertias[body], InverseInertias[body], DampingRates[body]) = (default, default, default, default);
        foreach (var rows in (ReadOnlySpan<float[]>)[Velocities, Motions, FreeVelocities, InverseMasses, Accelerations]) rows.AsSpan(body * Row, 2 * Row).Clear();
        Dampings.AsSpan(body * Row, Row).Fill(1);
        return body;
    }

    /// <summary>Whether constraints move it now.</summary>
    public bool IsActive(int body) => Kinds[body] == BodyKind.Dynamic && !Asleep[body];

    /// <summary>Whether it may move in this step.</summary>
    public bool Moves(int body) => Kinds[body] != BodyKind.Static && !Asleep[body];

    /// <summary>The velocity of the centre of mass, m/s.</summary>
    public Float3 Velocity(int body) => Float3.From(Velocities, body * Row);

    /// <summary>The angular velocity, rad/s.</summary>
    public Float3 AngularVelocity(int body) => Float3.From(Velocities, (body * Row) + 4);

    /// <summary>Sets both velocities.</summary>
    public void SetVelocity(int body, Float3 linear, Float3 angular) => Set(Velocities, body, linear, angular);

    /// <summary>One over the mass; 0 for what nothing moves.</summary>
    public float InverseMass(int body) => InverseMasses[(body * Row) + 3];

    /// <summary>The inverse inertia in the world's axes.</summary>
    public Symmetric3 WorldInverse(int body)
    {
        var row = InverseMasses.AsSpan(body * Row, Row);
        return new(row[0], row[1], row[2], row[4], row[5], row[6]);
    }

    /// <summary>Brings the inverse inertia into the world's axes after a body turned.</summary>
    public void TurnInertia(int body)
    {
        var local = InverseInertias[body];
        var world = local.IsUniform ? local : local.Turned(Matrix3.Of(Rotations[body]));
        var row = InverseMasses.AsSpan(body * Row, Row);
        (row[0], row[1], row[2], row[4], row[5], row[6]) = (world.XX, world.YY, world.ZZ, world.XY, world.XZ, world.YZ);
    }

    /// <summary>Writes a row. Adding 0 makes -0 a 0.</summary>
    public static void Set(float[] rows, int body, Float3 linear, Float3 angular)
    {
        var row = rows.AsSpan(body * Row, Row);
        (row[0], row[1], row[2]) = (linear.X + 0f, linear.Y + 0f, linear.Z + 0f);
        (row[4], row[5], row[6]) = (angular.X + 0f, angular.Y + 0f, angular.Z + 0f);
    }

    private void Grow(int capacity)
    {
        T[] Bigger<T>(T[] old, int length)
        {
            Array.Resize(ref old, length);
            return old;
        }

        var rows = (capacity + 1) * Row;
        (Kinds, Centers, Rotations, LocalCenters) = (Bigger(Kinds, capacity), Bigger(Centers, capacity), Bigger(Rotations, capacity), Bigger(LocalCenters, capacity));
        (Inertias, InverseInertias, DampingRates) = (Bigger(Inertias, capacity), Bigger(InverseInertias, capacity), Bigger(DampingRates, capacity));
        (GravityScales, RestTimes, Asleep, Reaches) = (Bigger(GravityScales, capacity), Bigger(RestTimes, capacity), Bigger(Asleep, capacity), Bigger(Reaches, capacity));
        HasJoint = Bigger(HasJoint, capacity);
        (Velocities, Motions, FreeVelocities) = (Bigger(Velocities, rows), Bigger(Motions, rows), Bigger(FreeVelocities, rows));
        (InverseMasses, Accelerations, Dampings) = (Bigger(InverseMasses, rows), Bigger(Accelerations, rows), Bigger(Dampings, rows));
    }
}
