//! Agencies that do not exist.

use super::chance::Chance;

const PLACES: [&str; 8] = ["云溪县", "白鹭市", "枫叶区", "青禾镇", "梨花乡", "苇塘镇", "石灯街道", "云溪经济开发区"];
const COUNTY_OFFICES: [&str; 7] =
    ["人民政府", "人民政府办公室", "统计局", "交通运输局", "教育和体育局", "自然资源和规划局", "卫生健康委员会"];

/// Draws the name of an agency.
pub fn draw(chance: &mut Chance) -> String {
    let place = *chance.pick(&PLACES);
    let office = match place.chars().last() {
        Some('县' | '市' | '区') if !place.ends_with("开发区") => *chance.pick(&COUNTY_OFFICES),
        Some('道') => "办事处",
        Some('区') => "管理委员会",
        _ => *chance.pick(&["", "人民政府"]),
    };
    format!("{place}{office}")
}
