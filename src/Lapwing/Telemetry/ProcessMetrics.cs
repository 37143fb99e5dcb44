using System.Diagnostics;

namespace Lapwing.Telemetry;

/// <summary>The process' own figures, named as every Prometheus client names them, and those of the .NET runtime.</summary>
internal static class ProcessMetrics
{
    public static MetricRegistry AddProcess(this MetricRegistry metrics)
    {
        var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero).ToUnixTimeMilliseconds() / 1000.0;
        return metrics
            .Counter("process_cpu_seconds_total", "CPU time used, user and system, in seconds.", () => Environment.CpuUsage.TotalTime.TotalSeconds)
            .Gauge("process_resident_memory_bytes", "Memory held by the process.", () => Environment.WorkingSet)
            .Gauge("process_start_time_seconds", "When the process began, in seconds since 1970-01-01 UTC.", () => started)
            .Gauge("dotnet_gc_heap_bytes", "Memory of the managed heap, as of the last collection.", () => GC.GetGCMemoryInfo().HeapSizeBytes)
            .Counter("dotnet_gc_allocated_bytes_total", "Bytes allocated since the start.", () => GC.GetTotalAllocatedBytes())
            .Counter("dotnet_gc_pause_seconds_total", "Time in which collections stopped the process.", () => GC.GetTotalPauseDuration().TotalSeconds)
            .Gauge("dotnet_thread_pool_threads", "Threads of the pool.", () => ThreadPool.ThreadCount)
            .Gauge("dotnet_thread_pool_queue_length", "Work waiting for a thread of the pool.", () => ThreadPool.PendingWorkItemCount);
    }
}
