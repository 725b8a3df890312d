using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>
/// All joints of a world, solved one after the other in the order in which they were added, before the contacts. Each direction of a joint is a
/// soft constraint like a contact's. Its Jacobian turns with the bodies from substep to substep: a pendulum's energy depends on that.
/// </summary>
internal sealed class JointSet(BodyStore bodies)
{
    /// <summary>Directions of a joint: three along, three about, one motor.</summary>
    public const int Rows = 7;

    // As stiff as the substeps allow, up to this many Hz.
    private const float Stiffest = 60;
    private const float StiffDamping = 5;

    private readonly List<HeldJoint> _joints = [];
    private JointRow[] _rows = [];
    private Symmetric3[] _masses = [];

    // What joints have done to the bodies' velocities in this substep.
    private float[] _gains = [];
    private float _time;
    private Softness _stiff;

    /// <summary>Joints.</summary>
    public int Count => _joints.Count;

    /// <summary>Joints with a body that moves now.</summary>
    public int Active { get; private set; }

    /// <summary>Impulses of the last substep, <see cref="Rows"/> for each joint.</summary>
    public float[] Impulses { get; private set; } = [];

    /// <summary>The bodies of a joint.</summary>
    public (int A, int B) Bodies(int joint) => (_joints[joint].A, _joints[joint].B);

    /// <summary>Adds a joint where the bodies are now.</summary>
    public void Add(JointDescription description)
    {
        _joints.Add(HeldJoint.Of(description, bodies));
        _rows = new JointRow[_joints.Count * Rows];
        _masses = new Symmetric3[_joints.Count * 2];
        var impulses = Impulses;
        Array.Resize(ref impulses, _joints.Count * Rows);
        Impulses = impulses;
    }

    /// <summary>
    /// Before a substep's first pass: Jacobians, errors, and the impulses of the substep before along the new Jacobians. What those impulses did
    /// along the old ones was carried over with the bodies' velocities, and is taken out.
    /// </summary>
    public void Prepare(StepSettings settings, bool isFirst)
    {
        _time = settings.TimeStep / settings.Substeps;
        _stiff = Softness.Of(Math.Min(Stiffest, 0.25f / _time), StiffDamping, _time);
        Active = 0;
        if (_gains.Length < bodies.Velocities.Length) _gains = new float[bodies.Velocities.Length];
        if (isFirst) Array.Clear(_gains);
        else TakeOut();
        for (var j = 0; j < _joints.Count; j++)
        {
            var rows = _rows.AsSpan(j * Rows, Rows);
            rows.Clear();
            (_masses[2 * j], _masses[(2 * j) + 1]) = (default, default);
            var joint = _joints[j];
            if (!bodies.IsActive(joint.A) && !bodies.IsActive(joint.B)) continue;
            Active++;
            joint.Fill(bodies, rows);
            for (var r = 0; r < Rows; r++)
            {
                ref var impulse = ref Impulses[(j * Rows) + r];
                if (rows[r].Role == JointRole.None || (rows[r].Role == JointRole.Limit && impulse < 0)) impulse = 0;
                if (rows[r].Role == JointRole.None) continue;
                rows[r].Weigh(bodies, joint.A, joint.B);
                rows[r].Apply(bodies, _gains, joint.A, joint.B, impulse);
            }

            (_masses[2 * j], _masses[(2 * j) + 1]) = (JointBlock.Mass(bodies, joint, rows[..3]), JointBlock.Mass(bodies, joint, rows[3..6]));
        }
    }

    /// <summary>One pass over all joints.</summary>
    /// <param name="pushes">Whether errors are corrected; without, the speed that this gave is taken out again.</param>
    public void Solve(bool pushes)
    {
        for (var j = 0; j < _joints.Count; j++)
        {
            var joint = _joints[j];
            var soft = joint.Frequency > 0 ? Softness.Of(joint.Frequency, joint.Damping, _time) : _stiff;
            var isPushed = pushes || joint.Frequency > 0;
            SolveRow(joint, j, 6, soft, isPushed);
            for (var block = 1; block >= 0; block--)
            {
                if (_masses[(2 * j) + block] != default) SolveBlock(joint, j, block, soft, isPushed);
                else for (var r = 2; r >= 0; r--) SolveRow(joint, j, (3 * block) + r, soft, isPushed);
            }
        }
    }

    private void SolveRow(HeldJoint joint, int number, int r, Softness soft, bool pushes)
    {
        ref var row = ref _rows[(number * Rows) + r];
        if (row.Role == JointRole.None) return;
        ref var impulse = ref Impulses[(number * Rows) + r];
        var next = Next(joint, row, impulse, soft, pushes);
        row.Apply(bodies, _gains, joint.A, joint.B, next - impulse);
        impulse = next + 0f;
    }

    /// <summary>Three locked directions at once: a light body on a long arm couples them too much to be solved in turn.</summary>
    private void SolveBlock(HeldJoint joint, int number, int block, Softness soft, bool pushes)
    {
        var rows = _rows.AsSpan((number * Rows) + (3 * block), 3);
        var impulses = Impulses.AsSpan((number * Rows) + (3 * block), 3);
        var wanted = new Float3(Wanted(joint, rows[0], soft, pushes), Wanted(joint, rows[1], soft, pushes), Wanted(joint, rows[2], soft, pushes));
        var change = _masses[(2 * number) + block] * wanted * (pushes ? -soft.MassScale : -1);
        if (pushes) change -= Float3.From(impulses, 0) * soft.ImpulseScale;
        for (var i = 0; i < 3; i++)
        {
            var step = i == 0 ? change.X : i == 1 ? change.Y : change.Z;
            rows[i].Apply(bodies, _gains, joint.A, joint.B, step);
            impulses[i] = impulses[i] + step + 0f;
        }
    }

    /// <summary>The speed that a locked direction has too much of.</summary>
    private float Wanted(HeldJoint joint, in JointRow row, Softness soft, bool pushes)
    {
        var speed = row.Speed(bodies.Velocities, joint.A, joint.B);
        return pushes ? speed + (soft.BiasRate * (row.Error + row.Speed(bodies.Motions, joint.A, joint.B))) : speed;
    }

    private void TakeOut()
    {
        foreach (var joint in _joints)
        {
            foreach (var body in (ReadOnlySpan<int>)[joint.A, joint.B])
            {
                var at = body * BodyStore.Row;
                bodies.SetVelocity(body, bodies.Velocity(body) - Float3.From(_gains, at), bodies.AngularVelocity(body) - Float3.From(_gains, at + 4));
                _gains.AsSpan(at, BodyStore.Row).Clear();
            }
        }
    }

    private float Next(HeldJoint joint, in JointRow row, float old, Softness soft, bool pushes)
    {
        var speed = row.Speed(bodies.Velocities, joint.A, joint.B);
        if (row.Role == JointRole.Motor)
        {
            var most = joint.MotorMost * _time;
            return Math.Clamp(old - (row.Mass * (speed - joint.MotorSpeed)), -most, most);
        }

        var error = row.Error + row.Speed(bodies.Motions, joint.A, joint.B);
        if (row.Role == JointRole.Limit && error > 0) return Math.Max(0, old - (row.Mass * (speed + (error / _time))));
        var next = pushes
            ? old - (row.Mass * soft.MassScale * (speed + (soft.BiasRate * error))) - (soft.ImpulseScale * old)
            : old - (row.Mass * speed);
        return row.Role == JointRole.Limit ? Math.Max(0, next) : next;
    }
}
