namespace P2C2R.Kernels.Dialogue.Models;

/// <summary>The sizes of a model of the Llama architecture (Touvron et al., "LLaMA: Open and Efficient Foundation Language Models", 2023).</summary>
internal sealed record ModelShape
{
    /// <summary>The most positions that a sequence may have, whatever a file says.</summary>
    public const int MaxContext = 1 << 17;

    // Keys and values of one sequence.
    private const long MaxMemory = 1L << 30;

    // What all heads of 32 tokens find at all positions.
    private const long MaxScores = 1L << 28;
    private const int MaxSteps = 32;
    private const int LeastContext = 2;

    private const int MaxSize = 1 << 20;
    private const int MaxLayers = 1_024;

    /// <summary>Numbers in the state of a token.</summary>
    public required int Dimension { get; init; }

    /// <summary>Numbers in the middle of the feed-forward part.</summary>
    public required int Hidden { get; init; }

    /// <summary>Layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Heads that ask.</summary>
    public required int Heads { get; init; }

    /// <summary>Heads that keys and values have; each serves Heads / KeyHeads of those that ask.</summary>
    public required int KeyHeads { get; init; }

    /// <summary>Tokens that there are.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Positions that the model was trained for.</summary>
    public required int Context { get; init; }

    /// <summary>The base of the rotary positions' frequencies.</summary>
    public double RotaryBase { get; init; } = 10_000;

    /// <summary>What is added to the mean of squares before its root is taken.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>Numbers of a head.</summary>
    public int HeadSize => Dimension / Heads;

    /// <summary>Numbers of a token's keys, and of its values, in a layer.</summary>
    public int KeyDimension => HeadSize * KeyHeads;

    /// <summary>Weights that are multiplied for each token: what its computation costs.</summary>
    public long WeightsPerToken =>
        (Layers * (((long)Dimension * ((2 * Dimension) + (2 * KeyDimension))) + (3L * Dimension * Hidden))) + ((long)Dimension * Vocabulary);

    /// <summary>Positions that sequences have here: those of the model, or fewer where its keys and values would take more than 1 GiB.</summary>
    public int UsedContext => (int)Math.Min(Math.Min(Context, MaxContext), Math.Min(MaxMemory / (2L * sizeof(float) * Layers * KeyDimension), MaxScores / ((long)MaxSteps * Heads)));

    /// <summary>Refuses sizes that can't be.</summary>
    /// <exception cref="InputException">Names the size.</exception>
    public void Check()
    {
        Check("the dimension", Dimension, MaxSize);
        Check("the hidden dimension", Hidden, MaxSize);
        Check("the number of layers", Layers, MaxLayers);
        Check("the number of heads", Heads, Dimension);
        Check("the number of key heads", KeyHeads, Heads);
        Check("the vocabulary", Vocabulary, 1 << 18);
        Check("the context", Context, int.MaxValue);
        if (Dimension % Heads != 0 || HeadSize % 2 != 0) throw new InputException($"the model's dimension {Dimension} isn't an even multiple of its {Heads} heads");
        if (Heads % KeyHeads != 0) throw new InputException($"the model's {Heads} heads aren't a multiple of its {KeyHeads} key heads");
        if (UsedContext < LeastContext) throw new InputException($"keys and values of {LeastContext} tokens of the model take more than {MaxMemory >> 20} MiB, or its context is shorter than that");
        if (!(RotaryBase is >= 1 and <= 1e12)) throw new InputException("the model's rotary base must be 1 to 1e12");
        if (!(Epsilon is >= 0 and <= 1)) throw new InputException("the model's epsilon must be 0 to 1");
    }

    private static void Check(string name, int value, int limit)
    {
        if (value < 1 || value > limit) throw new InputException($"{name} of the model is {value}; it must be 1 to {limit}");
    }
}
