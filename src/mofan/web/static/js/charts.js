// 图：从旁边的表画出，表是准数；没有脚本时只有表。
"use strict";

const read = (cell) => {
  const said = cell.textContent.replace(/[,%\s]/g, "");
  return said === "" || said === "—" ? null : Number(said);
};

function tableOf(id, columns) {
  const table = document.getElementById(id);
  const rows = [...table.tBodies[0].rows];
  return {
    labels: rows.map((row) => row.cells[0].textContent.trim()),
    series: columns.map((column) => ({ name: table.tHead.rows[0].cells[column].textContent.trim(), values: rows.map((row) => read(row.cells[column])) })),
  };
}

function draw(figure) {
  const style = getComputedStyle(document.documentElement);
  const ink = (name) => style.getPropertyValue(name).trim();
  const { labels, series } = tableOf(figure.dataset.table, figure.dataset.columns.split(",").map(Number));
  if (!series.some((one) => one.values.some((value) => value))) return;
  const across = figure.dataset.chart === "across";
  const text = { color: ink("--ink-2"), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 };
  const named = { type: "category", data: labels.map((label) => label.replace(/^\d{4}年/, "")), inverse: across, axisTick: { show: false }, axisLine: { lineStyle: { color: ink("--ink-3") } }, axisLabel: { ...text, interval: across ? 0 : "auto", width: 90, overflow: "truncate" } };
  const counted = { type: "value", minInterval: 1, splitNumber: 4, splitLine: { lineStyle: { color: ink("--line") } }, axisLabel: text };
  figure.hidden = false;
  const place = document.createElement("div");
  place.className = "canvas";
  if (across) place.style.height = `${labels.length * 46 + 40}px`;
  const key = document.createElement("figcaption");
  key.className = "key";
  key.append(...series.map((one, at) => Object.assign(document.createElement("span"), { className: "ba"[at] ?? "a", textContent: one.name })));
  figure.append(place, key);
  const chart = echarts.init(place, null, { renderer: "canvas" });
  chart.setOption({
    animation: false,
    textStyle: text,
    color: [ink("--chart-2") || "#cfc8bb", ink("--chart-1") || "#8b8276"],
    grid: { left: 8, right: 16, top: 12, bottom: 8, containLabel: true },
    xAxis: across ? counted : named,
    yAxis: across ? named : counted,
    series: series.map((one) => ({ type: "bar", name: one.name, data: one.values, barMaxWidth: 18, barGap: "10%" })),
  });
  addEventListener("resize", () => chart.resize());
}

if (typeof echarts !== "undefined") for (const figure of document.querySelectorAll("[data-chart]")) draw(figure);
