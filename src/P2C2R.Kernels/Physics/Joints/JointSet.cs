using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>
/// All joints of a world, solved colour by colour and eight at a time, before the contacts. Each direction of a joint is a soft constraint like a contact's. Which thread
/// does a block changes nothing: no two of a colour have a moving body in common.
/// </summary>
internal sealed class JointSet
{
    private const int Grain = 4;

    private readonly BodyStore _bodies;
    private readonly WorkCrew _crew;
    private readonly List<HeldJoint> _joints = [];
    private readonly JointColors _colors = new();
    private readonly JointBlocks _blocks = new();
    private readonly JointPreparation _preparation;
    private readonly JointPass _pass;
    private float[] _impulses = [];
    private bool _isColored;
    private bool _isFirst;
    private bool _pushes;

    /// <summary>No joints yet.</summary>
    public JointSet(BodyStore bodies, WorkCrew crew)
    {
        (_bodies, _crew) = (bodies, crew);
        _preparation = new(bodies, _joints, _colors, _blocks);
        _pass = new(bodies, _colors, _blocks);
    }

    /// <summary>Joints.</summary>
    public int Count => _joints.Count;

    /// <summary>Joints with a body that moves now.</summary>
    public int Active { get; private set; }

    /// <summary>Impulses of the last substep, <see cref="JointBlocks.Rows"/> for each joint.</summary>
    public float[] Impulses
    {
        get
        {
            if (_impulses.Length < _joints.Count * JointBlocks.Rows) Array.Resize(ref _impulses, _joints.Count * JointBlocks.Rows);
            return _impulses;
        }
    }

    /// <summary>The bodies of a joint.</summary>
    public (int A, int B) Bodies(int joint) => (_joints[joint].A, _joints[joint].B);

    /// <summary>Adds a joint where the bodies are now.</summary>
    public void Add(JointDescription description)
    {
        _joints.Add(HeldJoint.Of(description, _bodies));
        _isColored = false;
    }

    /// <summary>Before a step.</summary>
    public void Begin(StepSettings settings)
    {
        if (!_isColored)
        {
            _colors.Assign(_joints, _bodies);
            _blocks.Reserve(_colors.Blocks);
            _isColored = true;
        }

        _preparation.Begin(settings);
        _pass.Begin(settings);
        Active = 0;
        for (var j = 0; j < _joints.Count; j++) Active += _preparation.IsActive(j) ? 1 : 0;
    }

    /// <summary>Before a substep's first pass.</summary>
    public void Prepare(bool isFirst)
    {
        if (Active == 0) return;
        _isFirst = isFirst;
        ForEachColor(Prepare);
    }

    /// <summary>One pass over all joints.</summary>
    /// <param name="pushes">Whether errors are corrected; without, the speed that this gave is taken out again.</param>
    public void Solve(bool pushes)
    {
        if (Active == 0) return;
        _pushes = pushes;
        ForEachColor(Solve);
    }

    /// <summary>After a step: brings the impulses back, those of joints that sleep left out.</summary>
    public void Keep()
    {
        if (Active == 0) return;
        var impulses = Impulses;
        for (var lane = 0; lane < _colors.Joints.Length; lane++)
        {
            var joint = _colors.Joints[lane];
            if (joint == JointColors.None || !_preparation.IsActive(joint)) continue;
            var at = (lane / Wide.Count * JointBlocks.Size) + (lane % Wide.Count);

            // Adding 0 makes -0 a 0.
            for (var row = 0; row < JointBlocks.Rows; row++) impulses[(joint * JointBlocks.Rows) + row] = _blocks.Blocks[at + JointBlocks.At(row, JointBlocks.Impulse)] + 0f;
        }
    }

    private void ForEachColor(Action<int, int> work)
    {
        for (var color = 0; color < JointColors.Most; color++)
        {
            var (from, to) = (_colors.Starts[color], _colors.Starts[color + 1]);
            if (from == to) continue;
            if (color == JointColors.Most - 1) work(from, to);
            else _crew.Run(from, to, Grain, work);
        }
    }

    private void Prepare(int from, int to)
    {
        for (var block = from; block < to; block++) _preparation.Prepare(block, Impulses, _isFirst);
    }

    private void Solve(int from, int to)
    {
        for (var block = from; block < to; block++) _pass.Solve(block, _pushes);
    }
}
