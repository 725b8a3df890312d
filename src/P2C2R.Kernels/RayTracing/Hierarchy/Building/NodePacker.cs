using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>Compresses children's boxes into a node.</summary>
internal static unsafe class NodePacker
{
    private const float Steps = 255;

    /// <summary>Fills a node.</summary>
    /// <param name="node">Receives it.</param>
    /// <param name="bounds">What is around all children.</param>
    /// <param name="children">Their boxes.</param>
    /// <param name="references">What they are, for all eight slots.</param>
    /// <param name="count">How many there are.</param>
    public static void Pack(WideNode* node, in Box bounds, PrimitiveSet* children, uint* references, int count)
    {
        var origin = bounds.Low;
        var scale = ScaleOf(bounds);
        for (var axis = 0; axis < 3; axis++) (node->Origin[axis], node->Scale[axis]) = (origin.GetElement(axis), scale.GetElement(axis));
        for (var slot = 0; slot < WideNode.Width; slot++)
        {
            node->Children[slot] = references[slot];
            var low = slot < count ? StepBelow(origin, scale, children[slot].Bounds.Low) : Vector128.Create((int)Steps);
            var high = slot < count ? StepAbove(origin, scale, children[slot].Bounds.High) : Vector128<int>.Zero;
            for (var axis = 0; axis < 3; axis++)
            {
                var planes = node->Planes + (axis * WideNode.PlanesOfAxis) + slot;
                planes[0] = planes[2 * WideNode.Width] = (byte)low.GetElement(axis);
                planes[WideNode.Width] = (byte)high.GetElement(axis);
            }
        }
    }

    /// <summary>The least step for which the last plane is not below the box's end.</summary>
    private static Vector128<float> ScaleOf(in Box bounds)
    {
        var scale = (bounds.High - bounds.Low) / Vector128.Create(Steps);
        for (var more = 1; ; more *= 2)
        {
            var isShort = Vector128.LessThan(Plane(bounds.Low, scale, Vector128.Create((int)Steps)), bounds.High);
            if ((isShort.ExtractMostSignificantBits() & 7) == 0) return scale;

            // A greater number of the same kind. Far from 0 the sum changes only in large steps, so the increments double.
            scale = (scale.AsInt32() + (isShort.AsInt32() & Vector128.Create(more))).AsSingle();
        }
    }

    private static Vector128<int> StepBelow(Vector128<float> origin, Vector128<float> scale, Vector128<float> plane)
    {
        var step = FirstGuess(origin, scale, plane);
        while (true)
        {
            var tooFar = Vector128.GreaterThan(Plane(origin, scale, step), plane).AsInt32() & Vector128.GreaterThan(step, Vector128<int>.Zero);
            if ((tooFar.ExtractMostSignificantBits() & 7) == 0) return step;
            step += tooFar;
        }
    }

    private static Vector128<int> StepAbove(Vector128<float> origin, Vector128<float> scale, Vector128<float> plane)
    {
        var step = FirstGuess(origin, scale, plane);
        while (true)
        {
            var tooNear = Vector128.LessThan(Plane(origin, scale, step), plane).AsInt32() & Vector128.LessThan(step, Vector128.Create((int)Steps));
            if ((tooNear.ExtractMostSignificantBits() & 7) == 0) return step;
            step -= tooNear;
        }
    }

    private static Vector128<int> FirstGuess(Vector128<float> origin, Vector128<float> scale, Vector128<float> plane)
    {
        var steps = (plane - origin) / scale;

        // Without an extent that is 0 / 0.
        steps = Vector128.ConditionalSelect(Vector128.GreaterThan(scale, Vector128<float>.Zero), steps, Vector128<float>.Zero);
        steps = Vector128.ConditionalSelect(Vector128.LessThan(steps, Vector128.Create(Steps)), steps, Vector128.Create(Steps));
        steps = Vector128.ConditionalSelect(Vector128.GreaterThan(steps, Vector128<float>.Zero), steps, Vector128<float>.Zero);
        return Vector128.ConvertToInt32(steps);
    }

    /// <summary>As rays see it.</summary>
    private static Vector128<float> Plane(Vector128<float> origin, Vector128<float> scale, Vector128<int> step) => origin + (Vector128.ConvertToSingle(step) * scale);
}
